import fc from 'fast-check';
import { afterAll, beforeAll, it } from 'vitest';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import type { WorkerProcess } from '../../tools/stage/worker.ts';
import { type Model, PASSWORD, type Real } from './model.ts';
import * as commands from './model-commands.ts';
import * as emailCommands from './model-email-commands.ts';
import * as recoveryCommands from './model-recovery-commands.ts';

let stage: Stage;
let worker: WorkerProcess;
let enrolled = 0;

beforeAll(async () => {
  stage = await openStage({ limits: { recoveryMailEveryMs: 0 } });
  worker = await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

type Deliveries = NonNullable<ScenarioInput['deliveries']>;
type Delivery = Deliveries[number];

/** At once, within the history, or after its end. */
const resets: fc.Arbitrary<Delivery> = fc.constantFrom(0, 2, 3_600).map((resetTakesSeconds) => ({
  type: 'EmailCode',
  nextType: null,
  resetAvailablePeriodSeconds: 0,
  resetTakesSeconds,
}));
const further: fc.Arbitrary<Delivery> = fc.constantFrom<Delivery>(
  { type: 'Sms', timeoutSeconds: 1 },
  { type: 'Call', timeoutSeconds: 1, length: 6 },
  { type: 'FragmentSms', timeoutSeconds: 1, url: 'https://fragment.com/number/8880007' },
  { type: 'MissedCall', timeoutSeconds: 1, prefix: '1555' },
);
const begun: fc.Arbitrary<Deliveries> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Deliveries>([{ type: 'App', timeoutSeconds: 1 }]) },
  { weight: 1, arbitrary: resets.map((first): Deliveries => [first, { type: 'Sms', timeoutSeconds: 1 }]) },
  {
    weight: 1,
    arbitrary: fc
      .boolean()
      .map((bound): Deliveries => [
        { type: 'SetUpEmailRequired', nextType: null },
        ...(bound ? [{ type: 'EmailCode', nextType: null } as const] : []),
        { type: 'Sms', timeoutSeconds: 1 },
      ]),
  },
);
const notAllowed = fc
  .constantFrom('EMAIL_NOT_ALLOWED', 'EMAIL_INVALID')
  .chain((message) =>
    fc.integer({ min: 1, max: 3 }).map((nth) => ({ method: 'account.sendVerifyEmailCode', nth, code: 400, message })),
  );
const password2fa = { password: PASSWORD, recoveryEmail: 'owner@example.org' };
const scenario: fc.Arbitrary<ScenarioInput> = fc.record({
  deliveries: fc
    .tuple(begun, fc.array(further, { maxLength: 3 }))
    .map(([first, more]): Deliveries => [...first, ...more]),
  password2fa: fc.option(fc.constant(password2fa), { nil: undefined }),
  errors: fc.array(notAllowed, { maxLength: 1 }),
  loginsPerDay: fc.constant(null),
});

/** What leads to the later questions, in its order; passed over where it is not asked for. */
const straightOn = [
  emailCommands.namesAnAddress,
  commands.entersNewestCode,
  emailCommands.resetsTheEmail,
  commands.entersNewestCode,
  recoveryCommands.asksForARecoveryMail,
  recoveryCommands.entersRecoveryCode,
];

/** Its own seed for those who look for more: LATCHKEY_MODEL_SEED and LATCHKEY_MODEL_RUNS. */
const seed = Number(process.env['LATCHKEY_MODEL_SEED'] ?? 4607);
const numRuns = Number(process.env['LATCHKEY_MODEL_RUNS'] ?? 20);

it('whatever a person does: what they see is what the owner received and what Telegram knows', async () => {
  const all = [commands, emailCommands, recoveryCommands].flatMap((each) => Object.values(each));
  const histories = fc.commands(
    all.map((command) => fc.constant(command)),
    { maxCommands: 20, size: 'max' },
  );
  await fc.assert(
    fc.asyncProperty(scenario, fc.subarray(straightOn), histories, async (given, begins, history) => {
      enrolled += 1;
      const phone = `+4915112330${String(enrolled).padStart(3, '0')}`;
      const { numberId } = await stage.enrol(phone, `Model ${enrolled}`, given);
      const { view } = await stage.logins.start(phone);
      const real: Real = {
        stage,
        phone,
        numberId,
        scenario: given,
        restartWorker: async () => {
          await worker.kill();
          worker = await stage.worker();
          return worker;
        },
      };
      const model: Model = { view, received: 0, postedAt: -1, kills: 0 };
      try {
        await fc.asyncModelRun(() => ({ model, real }), [...begins, ...history]);
      } finally {
        if ((await stage.logins.view(numberId))?.ended === false) await stage.logins.cancel(numberId);
      }
    }),
    { seed, numRuns, endOnFailure: true },
  );
}, 600_000);
