import { type ChatCard, newCard, type Standing } from '../../domain/chat-card.ts';
import type { Seen } from '../../domain/chat-need.ts';

export const ANNA = 1;
export const BEA = 2;
export const NOW = 1_800_000_000_000;
export const known = { loginId: 'l', numberId: 'n', hasOps: true };

/** Views of a sign-in that ask for somebody, for nobody, and its end. */
export const asks = (version: number, step = version): Seen => ({ version, stepId: `l/${step}`, need: 'person' });
export const passes = (version: number): Seen => ({ version, stepId: `l/${version}`, need: 'nothing' });
export const over = (version: number): Seen => ({ version, stepId: `l/${version}`, need: 'over' });

export const free = (seen = asks(2)): ChatCard => newCard({ ...known, seen });
export const ofAnna = (seen = asks(2)): ChatCard => newCard({ ...known, seen, startedBy: ANNA });

/** A message that stands somewhere since long, of an older view. */
export function standing(place: Standing['place'], more: Partial<Standing> = {}): Standing {
  return { place, chatId: 9, messageId: 5, version: 1, look: '', touchedAtMs: NOW - 60_000, ...more };
}
