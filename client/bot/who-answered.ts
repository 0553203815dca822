import type { LoginView } from '../../domain/login-view.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import type { BotParts } from './bot-parts.ts';

/** After a recovery, whoever chose. */
const answeringActs: ReadonlySet<string> = new Set(['enterCode', 'enterPassword', 'replacePassword', 'removePassword']);

const ENOUGH_ROWS = 20;

/** Who entered the code or the password of a sign-in last, so that the others see who was first. */
export async function answeredBy(records: BotParts['records'], view: LoginView): Promise<string | undefined> {
  const rows = await records.audit({ numberId: view.numberId, limit: ENOUGH_ROWS });
  return rows.find(({ act, atMs }) => answeringActs.has(act) && atMs >= view.startedAtMs)?.actor;
}

export async function whoAnswered(
  { records, people }: Pick<BotParts, 'records' | 'people'>,
  view: LoginView,
): Promise<string[]> {
  const actor = await answeredBy(records, view);
  return actor === undefined ? [] : [fill(texts.bot.enteredBy, { name: await people.nameOfActor(actor) })];
}
