import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoginView } from '../../domain/login-view.ts';
import { settingsSchema } from '../../sandbox/settings.ts';
import type { SettingsChange } from '../../sandbox/settings.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { doubts, otherThanDefault } from '../suites/doubts.ts';

let stage: Stage;
let lastNumber = 4_915_112_350_000;

beforeAll(async () => {
  stage = await openStage({ limits: { lostSendWaitMs: 1_000 } });
  await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

async function enrol(settings: SettingsChange): Promise<{ phone: string; numberId: string }> {
  stage.sandbox.control.changeSettings({ ...settingsSchema.parse({}), ...settings });
  const phone = `+${++lastNumber}`;
  const { numberId } = await stage.enrol(phone, phone, {
    deliveries: [{ type: 'App', timeoutSeconds: 1 }, { type: 'Sms' }],
    password2fa: { password: 'correct horse' },
  });
  return { phone, numberId };
}

async function finish(numberId: string, view: LoginView): Promise<string> {
  expect(view.step.kind).toBe('enterPassword');
  const done = await stage.logins.submitPassword(numberId, view.stepId, 'correct horse');
  return done.view.step.kind;
}

/** Both at their defaults are one case. */
const aboutResends = doubts.filter(
  ({ name, isDefault }) => name === 'resendVoidsOldHash' || (name === 'repeatedResend' && !isDefault),
);

/** The defaults are what sign-in.test.ts runs on. */
describe('a sign-in, whatever Telegram does', () => {
  it.each(otherThanDefault)(
    'resends by itself, takes a wrong code, the right one and the password with $name at $value',
    async ({ settings }) => {
      const { phone, numberId } = await enrol(settings);
      await stage.logins.start(phone);
      // After an empty hash it waits, and then sends anew by itself.
      const first = await viewAt(stage.logins, numberId, 'enterCode');
      const isUntimed = settings.timeoutField === 'absent';
      // Without a `timeout` it waits for 60 s, which nobody does here: the code from the app is good.
      const kind = isUntimed ? 'app' : 'sms';
      expect(first.step).toMatchObject({ kind: 'enterCode', next: { kind: 'automatic', way: 'Sms' } });
      const asked = isUntimed
        ? first
        : await viewAt(stage.logins, numberId, 'enterCode', { fits: ({ step }) => step.delivery.type === 'Sms' });
      const { code } = await received(stage.sandbox, phone, kind);
      const wrong = await stage.logins.enterCode(numberId, asked.stepId, code === '11111' ? '22222' : '11111');
      expect(wrong.view.step).toMatchObject({ kind: 'enterCode', problem: { kind: 'wrongCode' } });
      const right = await stage.logins.enterCode(numberId, wrong.view.stepId, code);
      expect(await finish(numberId, right.view)).toBe('signedIn');
    },
  );

  it.each(aboutResends)('goes on after a resend whose answer was lost with $name at $value', async ({ settings }) => {
    const { phone, numberId } = await enrol(settings);
    stage.sandbox.control.setFaults([{ action: 'dropAfter', method: 'auth.resendCode', phone }]);
    await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'sms');
    const asked = await viewAt(stage.logins, numberId, 'enterCode', {
      fits: ({ step }) => step.next.kind !== 'automatic',
    });
    const typed = await stage.logins.enterCode(numberId, asked.stepId, code);
    // Where the lost answer's hash alone is good, the old one has expired and a fresh code follows once.
    const again = typed.view.step.kind === 'enterCode';
    const fresh = again ? await received(stage.sandbox, phone, 'app') : undefined;
    const right = fresh ? await stage.logins.enterCode(numberId, typed.view.stepId, fresh.code) : typed;
    expect(await finish(numberId, right.view)).toBe('signedIn');
  });
});
