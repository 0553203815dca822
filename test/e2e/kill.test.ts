import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StepKind } from '../../domain/login-view.ts';
import type { Instant } from '../../tools/stage/dying-parts.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { type ViewAt, viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import type { WorkerProcess } from '../../tools/stage/worker.ts';
import { killRig } from './kill-rig.ts';

const TWO_STEPS = {
  deliveries: [{ type: 'App' as const, timeoutSeconds: 1 }, { type: 'Sms' as const }],
  password2fa: { password: 'correct horse' },
};
/** How long a test waits for the next view; how long it took is judged at the end, for all of them. */
const PATIENCE_MS = 15_000;
const RECOVERY_MS = 4_000;
/** From a new worker that is ready to the next view, after each kill. */
const recoveries: number[] = [];

let stage: Stage;
let count = 0;
let rig: ReturnType<typeof killRig>;

beforeAll(async () => {
  stage = await openStage();
  rig = killRig(stage);
});
afterEach(async () => {
  await rig.killWorkers();
});
afterAll(async () => {
  await stage.close();
});

async function account(scenario: Parameters<Stage['enrol']>[2] = {}): Promise<{ phone: string; numberId: string }> {
  count += 1;
  const phone = `+49151456${String(count).padStart(5, '0')}`;
  const { numberId } = await stage.enrol(phone, `Support ${count}`, scenario);
  return { phone, numberId };
}

/** To be called as soon as the new worker is ready. */
async function nextView<Kind extends StepKind>(
  numberId: string,
  kind: Kind,
  fits: (view: ViewAt<Kind>) => boolean = () => true,
): Promise<ViewAt<Kind>> {
  return await recovered(viewAt(stage.logins, numberId, kind, { waitMs: PATIENCE_MS, fits }));
}

/** To be called as soon as the new worker is ready, with what a person waits for. */
async function recovered<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const readyAt = performance.now();
  const given = await answer;
  recoveries.push(performance.now() - readyAt);
  return given;
}

async function dying(instant: Instant, call: string): Promise<WorkerProcess> {
  return await rig.startWorker({ STAGE_DIE: `${instant}:${call}` });
}

/** A sign-in is started on a worker that dies at an instant of its first call; another one is ready. */
async function startedOnDying(instant: Instant, call: string): Promise<{ phone: string; numberId: string }> {
  const { phone, numberId } = await account();
  const worker = await dying(instant, call);
  quietly(stage.logins.start(phone));
  await worker.ended;
  await rig.startWorker();
  return { phone, numberId };
}

function quietly(promise: Promise<unknown>): void {
  promise.catch(() => undefined);
}

describe('a worker killed during auth.sendCode', () => {
  it.each(['holdReply', 'delay'] as const)(
    'leaves the outcome unknown and sends nothing by itself (%s)',
    async (action) => {
      const { phone, numberId } = await account();
      const worker = await rig.startWorker();
      await rig.killDuring(worker, phone, 'auth.sendCode', action, () => quietly(stage.logins.start(phone)));
      await rig.startWorker();
      const view = await nextView(numberId, 'outcomeUnknown');
      expect(view.step.nextSendAtMs).toBeGreaterThan(Date.now());
      expect(rig.callsOf(phone, 'auth.sendCode')).toBe(1);
      const restarted = await stage.logins.restart(numberId, view.stepId);
      expect(restarted.view.step.kind).toBe('enterCode');
      expect(rig.callsOf(phone, 'auth.sendCode')).toBe(2);
    },
  );

  it('sends once when it died before it had announced the call', async () => {
    const { phone, numberId } = await startedOnDying('beforeIntent', 'sendCode');
    const waiting = await nextView(numberId, 'serverWait');
    expect(waiting.step.why.code).toBe('WORKER_LOST');
    await viewAt(stage.logins, numberId, 'enterCode');
    expect(rig.callsOf(phone, 'auth.sendCode')).toBe(1);
  });

  it('says that the outcome is unknown when it died between announcing and calling', async () => {
    const { phone, numberId } = await startedOnDying('afterIntent', 'sendCode');
    await nextView(numberId, 'outcomeUnknown');
    expect(rig.callsOf(phone, 'auth.sendCode')).toBe(0);
  });

  it('keeps the hash when it died between storing the answer and telling it', async () => {
    const { phone, numberId } = await startedOnDying('afterAnswer', 'sendCode');
    const view = await nextView(numberId, 'enterCode');
    const { code } = await received(stage.sandbox, phone, 'app');
    expect((await stage.logins.enterCode(numberId, view.stepId, code)).view.step.kind).toBe('signedIn');
    expect(rig.callsOf(phone, 'auth.sendCode')).toBe(1);
  });
});

describe('a worker killed during auth.resendCode', () => {
  it.each([
    ['before the data centre handled it', 'delay', 'signedIn'],
    // The code was void by then, so a fresh one is asked for.
    ['after the data centre handled it', 'holdReply', 'enterCode'],
  ] as const)('tries the code before it, and resends nothing by itself, %s', async (_when, action, kind) => {
    const { phone, numberId } = await account({ deliveries: TWO_STEPS.deliveries });
    const worker = await rig.startWorker();
    await stage.logins.start(phone);
    await rig.killDuring(worker, phone, 'auth.resendCode', action, () => undefined);
    await rig.startWorker();
    const view = await nextView(numberId, 'enterCode', ({ step }) => step.next.kind === 'lost');
    const { code } = await received(stage.sandbox, phone, 'app');
    expect((await stage.logins.enterCode(numberId, view.stepId, code)).view.step.kind).toBe(kind);
    expect(rig.callsOf(phone, 'auth.resendCode')).toBe(1);
  });

  it('uses the new hash when the answer was stored', async () => {
    const { phone, numberId } = await account({ deliveries: TWO_STEPS.deliveries });
    const worker = await dying('afterAnswer', 'resendCode');
    await stage.logins.start(phone);
    await worker.ended;
    await rig.startWorker();
    const view = await nextView(numberId, 'enterCode', ({ step }) => step.delivery.type === 'Sms');
    const { code } = await received(stage.sandbox, phone, 'sms');
    expect((await stage.logins.enterCode(numberId, view.stepId, code)).view.step.kind).toBe('signedIn');
    expect(rig.callsOf(phone, 'auth.resendCode')).toBe(1);
  });
});

describe('a worker killed during auth.signIn', () => {
  it.each([
    ['after the data centre handled it', 'holdReply', 1],
    ['before the data centre handled it', 'delay', 2],
  ] as const)('signs in with the code that was typed, %s', async (_when, action, signIns) => {
    const { phone, numberId } = await account();
    const worker = await rig.startWorker();
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    const answer = Promise.withResolvers<string>();
    await rig.killDuring(worker, phone, 'auth.signIn', action, () => {
      stage.logins
        .enterCode(numberId, view.stepId, code)
        .then((given) => answer.resolve(given.view.step.kind), answer.reject);
    });
    await rig.startWorker();
    expect(await recovered(answer.promise)).toBe('signedIn');
    expect(rig.callsOf(phone, 'auth.signIn')).toBe(signIns);
  });

  it('asks Telegram nothing when the answer was stored', async () => {
    const { phone, numberId } = await account();
    const worker = await dying('afterAnswer', 'signIn');
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    quietly(stage.logins.enterCode(numberId, view.stepId, code));
    await worker.ended;
    await rig.startWorker();
    await nextView(numberId, 'signedIn');
    expect(rig.callsOf(phone, 'auth.signIn')).toBe(1);
  });
});

describe('a worker killed while a password is asked for', () => {
  async function atPassword(): Promise<{ phone: string; numberId: string; stepId: string; worker: WorkerProcess }> {
    const { phone, numberId } = await account({ password2fa: TWO_STEPS.password2fa });
    const worker = await rig.startWorker();
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    const asked = await stage.logins.enterCode(numberId, view.stepId, code);
    expect(asked.view.step.kind).toBe('enterPassword');
    return { phone, numberId, stepId: asked.view.stepId, worker };
  }

  it.each([
    ['account.getPassword', 'holdReply'],
    ['account.getPassword', 'delay'],
    ['auth.checkPassword', 'holdReply'],
    ['auth.checkPassword', 'delay'],
  ] as const)('signs in without asking for the password again (%s, %s)', async (method, action) => {
    const { phone, numberId, stepId, worker } = await atPassword();
    const answer = Promise.withResolvers<string>();
    await rig.killDuring(worker, phone, method, action, () => {
      stage.logins
        .submitPassword(numberId, stepId, 'correct horse')
        .then((given) => answer.resolve(given.view.step.kind), answer.reject);
    });
    await rig.startWorker();
    expect(await recovered(answer.promise)).toBe('signedIn');
  });

  it('is signed in when the answer was stored', async () => {
    const { phone, numberId } = await account({ password2fa: TWO_STEPS.password2fa });
    const worker = await dying('afterAnswer', 'checkPassword');
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    const asked = await stage.logins.enterCode(numberId, view.stepId, code);
    quietly(stage.logins.submitPassword(numberId, asked.view.stepId, 'correct horse'));
    await worker.ended;
    await rig.startWorker();
    await nextView(numberId, 'signedIn');
    expect(rig.callsOf(phone, 'auth.checkPassword')).toBe(1);
  });
});

describe('a worker killed at other instants', () => {
  it('leaves the start on one worker and the code on another', async () => {
    const { phone, numberId } = await account();
    const worker = await rig.startWorker();
    const { view } = await stage.logins.start(phone);
    await worker.kill();
    await rig.startWorker();
    const { code } = await received(stage.sandbox, phone, 'app');
    expect((await stage.logins.enterCode(numberId, view.stepId, code)).view.step.kind).toBe('signedIn');
    expect(rig.callsOf(phone, 'auth.sendCode')).toBe(1);
  });

  it.each(['holdReply', 'delay'] as const)('cancels once when it died during auth.cancelCode (%s)', async (action) => {
    const { phone, numberId } = await account();
    const worker = await rig.startWorker();
    await stage.logins.start(phone);
    await rig.killDuring(worker, phone, 'auth.cancelCode', action, () => quietly(stage.logins.cancel(numberId)));
    await rig.startWorker();
    await nextView(numberId, 'cancelled');
  });

  it('signs out again when the cancel came while the code was being accepted, and it died during auth.logOut', async () => {
    const { phone, numberId } = await account();
    const worker = await rig.startWorker();
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    stage.sandbox.control.setFaults([{ method: 'auth.signIn', phone, action: 'delay', delayMs: 500 }]);
    quietly(stage.logins.enterCode(numberId, view.stepId, code));
    await expect.poll(() => rig.callsOf(phone, 'auth.signIn')).toBe(1);
    await rig.killDuring(worker, phone, 'auth.logOut', 'holdReply', () => quietly(stage.logins.cancel(numberId)));
    await rig.startWorker();
    await nextView(numberId, 'cancelled');
    expect(stage.sandbox.control.account(phone).authorizations).toHaveLength(0);
  });

  it('shows the view that it could not write any more', async () => {
    const { phone, numberId } = await startedOnDying('beforeView', 'view');
    const waiting = await nextView(numberId, 'serverWait');
    expect(waiting.step.why.code).toBe('WORKER_LOST');
    await viewAt(stage.logins, numberId, 'enterCode');
    expect(rig.callsOf(phone, 'auth.sendCode')).toBe(1);
  });
});

describe('a worker that takes over', () => {
  it('shows the next view within four seconds of being ready, after every kill', () => {
    expect(recoveries.length).toBeGreaterThanOrEqual(18);
    expect(recoveries.filter((ms) => ms > RECOVERY_MS)).toEqual([]);
  });
});
