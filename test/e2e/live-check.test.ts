import { afterAll, beforeAll, expect, it } from 'vitest';
import { agrees, answerIn, entersCode, LiveCheckRig } from './live-check-rig.ts';

let rig: LiveCheckRig;

beforeAll(async () => {
  rig = await LiveCheckRig.open();
});
afterAll(async () => {
  await rig.close();
});

it('signs in with a process that has nothing but the key and the hash, and out again', async () => {
  const phone = await rig.number();
  const { exit, report } = await rig.play(phone, [...agrees(phone), ...entersCode(1)]);
  expect(answerIn(report, 'A new process')).toMatch(
    /^confirmed \| process B: auth\.sendCode → .*; process C: auth\.signIn → auth\.authorization/u,
  );
  expect(exit).toBe(0);
});
