import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LoginView } from '../../domain/login-view.ts';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import type { Instant } from '../../tools/stage/dying-parts.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { killRig } from './kill-rig.ts';

const ADDRESS = 'ana@example.org';
const SET_UP: ScenarioInput = { deliveries: [{ type: 'SetUpEmailRequired', nextType: null }, { type: 'Sms' }] };
const PATIENCE = { waitMs: 20_000 };

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

type Login = { phone: string; confirmation: string; numberId: string; view: LoginView };

async function started(scenario: ScenarioInput): Promise<Login> {
  count += 1;
  const phone = `+49151458${String(count).padStart(5, '0')}`;
  const { numberId } = await stage.enrol(phone, `Email ${count}`, scenario);
  const { view } = await stage.logins.start(phone);
  return { phone, confirmation: phone.slice(-4), numberId, view };
}

/** The address is named, and its code came. */
async function named(): Promise<Login & { code: string }> {
  const login = await started(SET_UP);
  const { numberId, confirmation, phone } = login;
  const { view } = await stage.logins.enterEmail(numberId, login.view.stepId, { email: ADDRESS, confirmation });
  const { code } = await received(stage.sandbox, phone, 'email');
  return { ...login, view, code };
}

async function withCodeByEmail(resetTakesSeconds: number): Promise<Login> {
  const byEmail = { type: 'EmailCode', nextType: null, resetAvailablePeriodSeconds: 0, resetTakesSeconds } as const;
  return await started({ deliveries: [byEmail, { type: 'Sms' }] });
}

/** On a worker that dies at an instant of the call that is caused; the next one answers. */
async function diedAt<Answer>(at: `${Instant}:${string}`, cause: () => Promise<Answer>): Promise<Answer> {
  await rig.killWorkers();
  const dying = await rig.startWorker({ STAGE_DIE: at });
  const answer = cause();
  await dying.ended;
  await rig.startWorker();
  return await answer;
}

async function signedInByText({ phone, numberId }: Login, { stepId }: LoginView): Promise<void> {
  const { code } = await received(stage.sandbox, phone, 'sms');
  const done = await stage.logins.enterCode(numberId, stepId, code);
  expect(done.view.step.kind).toBe('signedIn');
}

describe('a worker killed while it has a code mailed to the address', () => {
  it.each(['holdReply', 'delay'] as const)('has another one mailed, which proves the address (%s)', async (action) => {
    const worker = await rig.startWorker();
    const login = await started(SET_UP);
    const { numberId, phone, confirmation } = login;
    const method = 'account.sendVerifyEmailCode';
    const asked = await rig.answerAfterKill(worker, phone, method, action, () =>
      stage.logins.enterEmail(numberId, login.view.stepId, { email: ADDRESS, confirmation }),
    );
    expect(asked.view.step).toMatchObject({ kind: 'enterCode', verifies: true });
    expect(rig.callsOf(phone, method)).toBe(2);
    const { code } = await received(stage.sandbox, phone, 'email');
    const proven = await stage.logins.enterCode(numberId, asked.view.stepId, code);
    await signedInByText(login, proven.view);
  });
});

describe('a worker killed while it proves the address', () => {
  it.each(['holdReply', 'delay'] as const)(
    'leaves the outcome unknown, and proves nothing twice (%s)',
    async (action) => {
      const worker = await rig.startWorker();
      const { numberId, phone, view, code } = await named();
      const method = 'account.verifyEmail';
      const lost = await rig.answerAfterKill(worker, phone, method, action, () =>
        stage.logins.enterCode(numberId, view.stepId, code),
      );
      expect(lost.view.step.kind).toBe('outcomeUnknown');
      expect(rig.callsOf(phone, method)).toBe(1);
      await stage.logins.cancel(numberId);
      await viewAt(stage.logins, numberId, 'cancelled', PATIENCE);
    },
  );

  it('asks for the code that was sent on the strength of it, when the answer was stored', async () => {
    await rig.startWorker();
    const login = await named();
    const { numberId, view, code, phone } = login;
    const proven = await diedAt('afterAnswer:verifyEmail', () => stage.logins.enterCode(numberId, view.stepId, code));
    expect(proven.view.step).toMatchObject({ kind: 'enterCode', delivery: { type: 'Sms' } });
    expect(rig.callsOf(phone, 'account.verifyEmail')).toBe(1);
    await signedInByText(login, proven.view);
  });

  it('leaves the code to be typed again, when it died before it had announced the call', async () => {
    await rig.startWorker();
    const login = await named();
    const { numberId, view, code } = login;
    const again = await diedAt('beforeIntent:verifyEmail', () => stage.logins.enterCode(numberId, view.stepId, code));
    expect(again.view.step).toMatchObject({ kind: 'enterCode', verifies: true, problem: { kind: 'notChecked' } });
    const proven = await stage.logins.enterCode(numberId, again.view.stepId, code);
    await signedInByText(login, proven.view);
  });
});

describe('a worker killed while it has the address reset', () => {
  it('learns from the next try that the reset is under way', async () => {
    const worker = await rig.startWorker();
    const { numberId, phone, view, confirmation } = await withCodeByEmail(3_600);
    const lost = await rig.answerAfterKill(worker, phone, 'auth.resetLoginEmail', 'holdReply', () =>
      stage.logins.resetEmail(numberId, view.stepId, { confirmation }),
    );
    expect(lost.view.step).toMatchObject({ kind: 'enterCode', problem: { kind: 'notReset' } });
    const pending = await stage.logins.resetEmail(numberId, lost.view.stepId, { confirmation });
    expect(pending.view.step).toMatchObject({ kind: 'enterCode', emailResetAtMs: expect.any(Number) as unknown });
    const { code } = await received(stage.sandbox, phone, 'email');
    const done = await stage.logins.enterCode(numberId, pending.view.stepId, code);
    expect(done.view.step.kind).toBe('signedIn');
  });

  it('is signed in by text message, when the reset took place at once', async () => {
    const worker = await rig.startWorker();
    const login = await withCodeByEmail(0);
    const { numberId, phone, view, confirmation } = login;
    const lost = await rig.answerAfterKill(worker, phone, 'auth.resetLoginEmail', 'holdReply', () =>
      stage.logins.resetEmail(numberId, view.stepId, { confirmation }),
    );
    expect(lost.view.step).toMatchObject({ kind: 'enterCode', problem: { kind: 'notReset' } });
    // The code that went by e-mail is void by then: a fresh one goes out, by text message.
    const fresh = await stage.logins.resetEmail(numberId, lost.view.stepId, { confirmation });
    const asked = await viewAt(stage.logins, numberId, 'enterCode', {
      ...PATIENCE,
      fits: ({ step, version }) => version >= fresh.view.version && step.delivery.type === 'Sms',
    });
    const newest = stage.sandbox.control.inbox(phone).at(-1)?.code ?? '';
    expect((await stage.logins.enterCode(numberId, asked.stepId, newest)).view.step.kind).toBe('signedIn');
  });
});
