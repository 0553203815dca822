import { gramjsStart } from './gramjs-start.ts';
import { latchkeySignIn, type LatchkeyTiming } from './latchkey-sign-in.ts';
import type { Ground } from './open-ground.ts';
import { quiet, type Timing } from './timing.ts';

/** Rounds of each side before the first that counts: modules are loaded, code is compiled, statements are prepared. */
const WARM_UP_ROUNDS = 5;

export type Sides = { gramjs: Timing[]; latchkey: LatchkeyTiming[] };

/** Sign-ins of both sides in turns, each with a number of its own; who goes first changes from round to round. */
export async function sideBySide(
  ground: Ground,
  options: { runs: number; signal: AbortSignal; beforeCode?: () => Promise<void> },
): Promise<Sides> {
  const { runs, signal, beforeCode } = options;
  const { sandbox } = ground;
  const sides: Sides = { gramjs: [], latchkey: [] };
  const gramjs = async (): Promise<void> => {
    const phone = await ground.freshNumber();
    await quiet();
    const readCode = async (): Promise<string> => {
      const code = await sandbox.code(phone);
      await quiet();
      return code;
    };
    sides.gramjs.push(await gramjsStart(sandbox.dc, phone, readCode));
  };
  const latchkey = async (): Promise<void> => {
    const phone = await ground.freshNumber();
    await quiet();
    sides.latchkey.push(await latchkeySignIn(ground, phone, beforeCode));
  };
  for (let round = 0; round < WARM_UP_ROUNDS + runs; round += 1) {
    signal.throwIfAborted();
    for (const side of round % 2 === 0 ? [gramjs, latchkey] : [latchkey, gramjs]) await side();
  }
  return { gramjs: sides.gramjs.slice(WARM_UP_ROUNDS), latchkey: sides.latchkey.slice(WARM_UP_ROUNDS) };
}
