import type { LiveMethod, Seen, SendNumber } from '../../contracts/live-check.ts';
import type { Delivery } from '../../domain/sent-code.ts';
import type { SessionVault } from '../../vault/sessions/session-vault.ts';

/** What the vault keeps, sealed, of an announced call of a check. */
export type Kept = { seen: Seen; hash?: string; delivery?: Delivery };

export const sendEffect = (send: SendNumber): string => `send-${send}`;
export const codeEffect = (attempt: number): string => `signIn-${attempt}`;
export const passwordEffect = (attempt: number): string => `password-${attempt}`;

/** No check makes more calls of a kind than it has names for. */
const CODE_TRIES = 6;
const PASSWORD_TRIES = 6;

const effects: readonly { effectId: string; method: LiveMethod; send?: SendNumber }[] = [
  { effectId: sendEffect(1), method: 'auth.sendCode', send: 1 },
  { effectId: sendEffect(2), method: 'auth.sendCode', send: 2 },
  ...numbered(CODE_TRIES).map((n) => ({ effectId: codeEffect(n), method: 'auth.signIn' as const })),
  ...numbered(PASSWORD_TRIES).map((n) => ({ effectId: passwordEffect(n), method: 'auth.checkPassword' as const })),
];

export function isKnownEffect(effectId: string): boolean {
  return effects.some((effect) => effect.effectId === effectId);
}

/** Everything that was announced in a check, in its order. A call without a stored answer is lost. */
export async function readJournal(vault: Pick<SessionVault, 'readIntent'>, runId: string): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const { effectId, ...call } of effects) {
    const intent = await vault.readIntent({ sessionId: runId, effectId });
    if (intent.kind === 'none') continue;
    if (intent.kind !== 'answered') {
      const last = kept.at(-1)?.seen.atMs ?? 0;
      kept.push({ seen: { ...call, process: 'gone', atMs: last, tookMs: 0, dcId: 0, answer: { kind: 'lost' } } });
    } else if (isKept(intent.result)) kept.push(intent.result);
  }
  return kept.toSorted((left, right) => left.seen.atMs - right.seen.atMs);
}

/** Sealed rows that open were written by a check. */
function isKept(result: unknown): result is Kept {
  return typeof result === 'object' && result !== null && 'seen' in result;
}

function numbered(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}
