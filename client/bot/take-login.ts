import type { TakeAnswer } from '../../contracts/chat-messages.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { mayDo } from '../access/roles.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { activeEntry } from './active-entry.ts';
import { type Asking, noteAct, requireAct } from './asking.ts';
import { actorOf } from './bot-parts.ts';
import { ChatRefusalError } from './chat-refusal-error.ts';
import { requireReachable } from './require-reachable.ts';
import { subjectOf } from './subject.ts';

/** The entry of a sign-in goes to this operator, unless somebody has it or they have another. Throws ChatRefusalError. */
export async function takeLogin(asking: Asking, view: LoginView): Promise<string> {
  const { parts, userId } = asking;
  requireAct(asking, 'answerLogin');
  const active = await activeEntry(parts, userId);
  if (active !== undefined && active.loginId !== view.loginId) {
    throw new ChatRefusalError(fill(texts.bot.oneEntry, { subject: subjectOf(active) }));
  }
  await requireReachable(asking);
  const answer = await takeFrom(asking, view);
  if (answer === undefined || answer.over) throw new ChatRefusalError(texts.bot.ended);
  if (answer.holder !== undefined && answer.holder !== userId) {
    throw new ChatRefusalError(fill(texts.bot.takenAlready, { name: await parts.people.nameOf(answer.holder) }));
  }
  await noteAct(asking, 'take', { numberId: view.numberId });
  return texts.bot.taken;
}

/** Who had it and may not answer any more (removed, or a viewer now) does not keep it. */
async function takeFrom(asking: Asking, view: LoginView): Promise<TakeAnswer | undefined> {
  const { parts, userId } = asking;
  const answer = await parts.cards.take(view, userId);
  const holder = answer?.holder;
  if (holder === undefined || holder === userId || mayDo(parts.operators.roleOf(holder), 'answerLogin')) return answer;
  await parts.cards.handOver(view.loginId, holder);
  await noteAct(asking, 'release', { numberId: view.numberId, detail: actorOf(holder) });
  return await parts.cards.take(view, userId);
}
