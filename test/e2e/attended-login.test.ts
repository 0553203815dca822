import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { readQrLines } from '../support/read-qr.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';

const player = join(import.meta.dirname, 'attended-player.py');
const program = join(import.meta.dirname, '../../bin/latchkey.ts');
let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

/** Plays at a terminal of its own; fails with what was on the screen when something was not seen. */
async function attend(play: string, phone: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)('python3', [player, play, phone, process.execPath, program], {
    env: { ...stage.env, TERM: 'xterm' },
  });
  return JSON.parse(stdout);
}

const LEFT = 130;

it('lets a person wait where the next code goes out by itself, as the first choice', async () => {
  const phone = '+4915112347001';
  await stage.enrol(phone, 'Support 1', {});
  stage.sandbox.control.setFaults([{ method: 'auth.sendCode', phone: phone.slice(1), action: 'dropAfter' }]);
  expect(await attend('wait', phone)).toMatchObject({ exit: LEFT });
  const { numberId } = await stage.logins.number(phone);
  expect(await stage.logins.view(numberId)).toMatchObject({ ended: false, step: { kind: 'outcomeUnknown' } });
  await stage.logins.cancel(numberId);
});

it('says that another front end has answered when it takes a half-typed code away', async () => {
  const phone = '+4915112347002';
  const { numberId } = await stage.enrol(phone, 'Support 2', { code: '54321' });
  expect(await attend('elsewhere', phone)).toMatchObject({ exit: LEFT });
  await stage.logins.cancel(numberId);
});

it('draws the QR code and each one that replaces it, and says how to scan it', async () => {
  const phone = '+4915112347003';
  const { numberId } = await stage.enrol(phone, 'Support 3', {});
  stage.sandbox.control.changeSettings({ loginTokenSeconds: 8 });
  const links: string[] = [];
  const attended = attend('scan', phone);
  for await (const { scan } of stage.logins.watch(numberId, { signal: AbortSignal.timeout(40_000) })) {
    if (scan === undefined) continue;
    links.push(scan.link);
    if (links.length === 3) stage.sandbox.control.scan(phone, scan.link);
  }
  const { exit, steps } = z.object({ exit: z.number(), steps: z.array(z.string()) }).parse(await attended);
  expect(exit).toBe(0);
  const read = steps.filter((step) => step.startsWith('█')).map((step) => readQrLines(step.split('\r\n')));
  expect(read.slice(0, 2)).toEqual(links.slice(0, 2));
});
