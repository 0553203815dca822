import { z } from 'zod';
import { openSession } from '../../client/access/console-sessions.ts';
import { isAt } from '../stage/next-view.ts';
import type { ConsoleProcess } from './console-process.ts';
import { gramjsStart } from './gramjs-start.ts';
import type { Ground } from './open-ground.ts';
import { type Spread, spreadOf } from './spread.ts';
import { quiet } from './timing.ts';

const WARM_UP_ROUNDS = 5;
const answerSchema = z.object({ view: z.object({ step: z.object({ kind: z.literal('signedIn') }) }) });

/** From `POST …/code` to its answer, beside GramJS's own signIn, in turns. */
export async function consoleSignIns(
  ground: Ground,
  { url }: Pick<ConsoleProcess, 'url'>,
  { runs, userId, signal }: { runs: number; userId: number; signal: AbortSignal },
): Promise<{ gramjs: Spread; console: Spread }> {
  const { sandbox, logins, records } = ground;
  const { token, session } = await openSession(records, { kind: 'signIn', userId });
  const headers = {
    cookie: `latchkey=${token}`,
    origin: url,
    'x-latchkey-csrf': session.csrf,
    'content-type': 'application/json',
  };
  const times: { gramjs: number[]; console: number[] } = { gramjs: [], console: [] };
  const gramjs = async (): Promise<void> => {
    const phone = await ground.freshNumber();
    const readCode = async (): Promise<string> => {
      const code = await sandbox.code(phone);
      await quiet();
      return code;
    };
    times.gramjs.push((await gramjsStart(sandbox.dc, phone, readCode)).codeToSignedInMs);
  };
  const overHttp = async (): Promise<void> => {
    const phone = await ground.freshNumber();
    const { view } = await logins.start(phone);
    if (!isAt(view, 'enterCode')) throw new Error(`The start was answered with ${JSON.stringify(view.step)}.`);
    const body = JSON.stringify({ stepId: view.stepId, code: await sandbox.code(phone) });
    await quiet();
    const postedAt = performance.now();
    const answer = await fetch(`${url}/api/logins/${view.numberId}/code`, { method: 'POST', headers, body });
    answerSchema.parse(await answer.json());
    times.console.push(performance.now() - postedAt);
  };
  for (let round = 0; round < WARM_UP_ROUNDS + runs; round += 1) {
    signal.throwIfAborted();
    for (const side of round % 2 === 0 ? [gramjs, overHttp] : [overHttp, gramjs]) await side();
  }
  return {
    gramjs: spreadOf(times.gramjs.slice(WARM_UP_ROUNDS)),
    console: spreadOf(times.console.slice(WARM_UP_ROUNDS)),
  };
}
