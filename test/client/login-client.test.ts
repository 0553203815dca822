import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Silence } from '../../client/login-client.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { type LoginRig, openLoginRig } from './login-rig.ts';

let rig: LoginRig;
let nextNumber = 4915123450000;

beforeAll(async () => {
  rig = await openLoginRig();
});
afterAll(async () => {
  await rig.close();
});

async function enrolled(): Promise<string> {
  nextNumber += 1;
  const { numberId } = await rig.records.enrol({
    phone: `+${nextNumber}`,
    label: 'Support',
    owner: 'Ana',
    actor: 'cli:test',
  });
  return numberId;
}

describe('the login client', { timeout: 60_000 }, () => {
  it('says that no worker answers, keeps waiting, and sends one code once a worker is there', async () => {
    const numberId = await enrolled();
    const silences: Silence[] = [];
    const begun = performance.now();
    const { promise: silent, resolve } = Promise.withResolvers<void>();
    const starting = rig.logins.start(numberId, {
      onSilent: (silence) => {
        silences.push(silence);
        resolve();
      },
    });
    await silent;
    expect(performance.now() - begun).toBeLessThan(8_000);
    expect(silences).toMatchObject([{ reason: 'noWorker' }]);
    const { view, joined } = await rig.withWorker(() => starting);
    expect(joined).toBe(false);
    expect(view).toMatchObject({ numberId, startedBy: 'cli:test', step: { kind: 'enterCode' } });
    expect(rig.sends(numberId)).toBe(1);
  });

  it('survives a Temporal server that goes down under a waiting start, and submits nothing anew', async () => {
    const numberId = await enrolled();
    const silences: Silence[] = [];
    const starting = rig.logins.start(numberId, { onSilent: (silence) => silences.push(silence) });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await rig.restartTemporal(6_000);
    const { view } = await rig.withWorker(() => starting);
    expect(view.step.kind).toBe('enterCode');
    expect(silences.map(({ reason }) => reason)).toContain('temporalUnreachable');
    expect(rig.sends(numberId)).toBe(1);
  });

  it('stops waiting with the signal and leaves what was submitted', async () => {
    const numberId = await enrolled();
    const controller = new AbortController();
    const starting = rig.logins.start(numberId, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 500);
    await expect(starting).rejects.toThrow('enough');
    expect(await rig.logins.describe(numberId)).toEqual({ state: 'running' });
  });

  it('starts nothing again for a request that was made before', async () => {
    const numberId = await enrolled();
    const requestId = crypto.randomUUID();
    await rig.withWorker(async () => {
      const first = await rig.logins.start(numberId, { requestId });
      await rig.logins.cancel(numberId);
      const again = await rig.logins.start(numberId, { requestId });
      expect(again.view.loginId).toBe(first.view.loginId);
      expect(rig.sends(numberId)).toBe(1);
      const other = await rig.logins.start(numberId);
      expect(other.view.loginId).not.toBe(first.view.loginId);
    });
  });

  it('gives commands and refuses what is out of place, with the current view', async () => {
    const numberId = await enrolled();
    await rig.withWorker(async () => {
      const { view } = await rig.logins.start(numberId);
      await rig.logins.openEntry(numberId, view.stepId);
      const empty = await rig.logins.enterCode(numberId, view.stepId, '  ');
      expect(empty).toMatchObject({ refusal: { code: 'CODE_EMPTY' }, view: { stepId: view.stepId } });
      expect(empty.view.version).toBeGreaterThan(view.version);
      const wrong = await rig.logins.enterCode(numberId, view.stepId, '54-321');
      expect(wrong.view.step).toMatchObject({ kind: 'enterCode', problem: { kind: 'wrongCode' } });
      expect(await rig.logins.resend(numberId, wrong.view.stepId)).toMatchObject({ refusal: { code: 'NO_NEXT_WAY' } });
      expect(await rig.logins.restart(numberId, view.stepId)).toMatchObject({ refusal: { code: 'STALE_STEP' } });
      const asked = await rig.logins.noCode(numberId, wrong.view.stepId, true);
      expect(asked.view.step).toMatchObject({ advice: 'lookInTelegramChat' });
      const right = await rig.logins.enterCode(numberId, asked.view.stepId, '12345');
      expect(right.view.step.kind).toBe('enterPassword');
      await expect(rig.logins.submitPassword(numberId, right.view.stepId, '')).rejects.toMatchObject({
        code: 'PASSWORD_EMPTY',
      });
      const password = await rig.logins.submitPassword(numberId, right.view.stepId, 'secret');
      expect(password.view.step).toMatchObject({ kind: 'enterPassword', problem: { kind: 'notChecked' } });
      const later = await rig.logins.later(numberId, password.view.stepId);
      expect(later.view).toMatchObject({ ended: true, step: { kind: 'cancelled', reason: 'postponed' } });
    });
  });

  it('shows each view once and ends with the sign-in', async () => {
    const numberId = await enrolled();
    await rig.withWorker(async () => {
      await rig.logins.start(numberId).then(({ view }) => rig.logins.later(numberId, view.stepId));
      const old = await rig.logins.view(numberId);
      const { view: first } = await rig.logins.start(numberId);
      const views: LoginView[] = [];
      const watching = (async () => {
        for await (const view of rig.logins.watch(numberId, { after: first })) views.push(view);
      })();
      await rig.logins.enterCode(numberId, first.stepId, '54321');
      await rig.logins.cancel(numberId);
      await watching;
      const versions = views.map(({ version }) => version);
      expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
      expect(versions[0]).toBeGreaterThan(first.version);
      expect(views.every(({ loginId }) => loginId === first.loginId && loginId !== old?.loginId)).toBe(true);
      expect(views.at(-1)?.step).toEqual({ kind: 'cancelled', reason: 'person' });
    });
  });

  it('says why a sign-in is stuck within 10 s', async () => {
    const numberId = await enrolled();
    const silences: Silence[] = [];
    const controller = new AbortController();
    await rig.withWorker(async () => {
      const begun = performance.now();
      const starting = rig.logins.start(numberId, {
        signal: controller.signal,
        onSilent: (silence) => {
          silences.push(silence);
          if (silence.reason === 'stuck') controller.abort(new Error('seen'));
        },
      });
      await expect(starting).rejects.toThrow('seen');
      expect(performance.now() - begun).toBeLessThan(12_000);
      const description = await rig.logins.describe(numberId);
      expect(description.state).toBe('running');
      expect(description.stuck).toContain('the rules fell over');
    }, './broken-workflow.ts');
  });

  it('tells a number without a sign-in from one whose sign-in has ended', async () => {
    const numberId = await enrolled();
    expect(await rig.logins.describe(numberId)).toEqual({ state: 'none' });
    await expect(rig.logins.cancel(numberId)).rejects.toMatchObject({ code: 'NO_LOGIN' });
    await rig.withWorker(async () => {
      const { view } = await rig.logins.start(numberId);
      await rig.logins.cancel(numberId);
      await expect.poll(async () => (await rig.logins.describe(numberId)).state).toBe('ended');
      await expect(rig.logins.enterCode(numberId, view.stepId, '12345')).rejects.toMatchObject({ code: 'LOGIN_ENDED' });
      await expect(rig.logins.openEntry(numberId, view.stepId)).rejects.toMatchObject({ code: 'LOGIN_ENDED' });
    });
  });

  it('refuses what cannot be a number and what is not enrolled', async () => {
    await expect(rig.logins.start('0151 2345')).rejects.toMatchObject({ code: 'PHONE_NUMBER_IMPOSSIBLE' });
    await expect(rig.logins.start('+4915100000000')).rejects.toMatchObject({ code: 'NUMBER_NOT_ENROLLED' });
    await expect(rig.logins.start('0'.repeat(20))).rejects.toMatchObject({ code: 'NUMBER_NOT_ENROLLED' });
  });
});
