import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { scanRig } from './scan-rig.ts';

let stage: Stage;
let rig: ReturnType<typeof scanRig>;

beforeAll(async () => {
  stage = await openStage();
  rig = scanRig(stage);
  await stage.worker();
});
afterEach(() => {
  stage.sandbox.control.clearFaults();
});
afterAll(async () => {
  await stage.close();
});

/** A wait for a scan that loses every connection: its next attempt is seconds away. */
async function backingOff(): Promise<{ phone: string; numberId: string; stepId: string }> {
  const one = await rig.account();
  const probes = (): number => stage.sandbox.control.calls({ method: 'users.getUsers' }).calls.length;
  const before = probes();
  stage.sandbox.control.setFaults([
    { method: 'auth.exportLoginToken', action: 'dropBefore' },
    ...Array.from({ length: 20 }, () => ({ method: 'users.getUsers', action: 'dropBefore' }) as const),
  ]);
  const { view } = await stage.logins.start(one.phone, { scan: true });
  await expect.poll(probes).toBeGreaterThanOrEqual(before + 5);
  return { ...one, stepId: view.stepId };
}

/** Where nobody runs the activity, Temporal's server answers a cancel of it itself. */
describe('a wait for a scan between two of its attempts', () => {
  it('is cancelled, and the number is free', async () => {
    const { phone, numberId } = await backingOff();
    expect((await stage.logins.cancel(numberId)).view.ended).toBe(true);
    stage.sandbox.control.clearFaults();
    const { view } = await stage.logins.start(phone);
    expect(view.step.kind).toBe('enterCode');
    await stage.logins.cancel(numberId);
  });

  it('is put off', async () => {
    const { numberId, stepId } = await backingOff();
    expect((await stage.logins.later(numberId, stepId)).view.ended).toBe(true);
  });
});
