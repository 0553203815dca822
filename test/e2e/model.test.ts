import fc from 'fast-check';
import { afterAll, beforeAll, it } from 'vitest';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import type { WorkerProcess } from '../../tools/stage/worker.ts';
import * as commands from './model-commands.ts';

let stage: Stage;
let worker: WorkerProcess;
let enrolled = 0;

beforeAll(async () => {
  stage = await openStage();
  worker = await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

type Deliveries = NonNullable<ScenarioInput['deliveries']>;
const further: fc.Arbitrary<Deliveries[number]> = fc.constantFrom<Deliveries[number]>(
  { type: 'Sms', timeoutSeconds: 1 },
  { type: 'Call', timeoutSeconds: 1, length: 6 },
  { type: 'FragmentSms', timeoutSeconds: 1, url: 'https://fragment.com/number/8880007' },
  { type: 'MissedCall', timeoutSeconds: 1, prefix: '1555' },
);
const scenario: fc.Arbitrary<ScenarioInput> = fc.record({
  deliveries: fc
    .array(further, { maxLength: 3 })
    .map((more): Deliveries => [{ type: 'App', timeoutSeconds: 1 }, ...more]),
  password2fa: fc.option(fc.constant({ password: commands.PASSWORD }), { nil: undefined }),
  loginsPerDay: fc.constant(null),
});

/** Its own seed for those who look for more: LATCHKEY_MODEL_SEED and LATCHKEY_MODEL_RUNS. */
const seed = Number(process.env['LATCHKEY_MODEL_SEED'] ?? 4607);
const numRuns = Number(process.env['LATCHKEY_MODEL_RUNS'] ?? 25);

it('whatever a person does: what they see is what the owner received and what Telegram knows', async () => {
  const { compare: _, PASSWORD: __, ...all } = commands;
  const histories = fc.commands(
    Object.values(all).map((command) => fc.constant(command)),
    { maxCommands: 10, size: 'max' },
  );
  await fc.assert(
    fc.asyncProperty(scenario, histories, async ({ password2fa, ...rest }, history) => {
      enrolled += 1;
      const phone = `+4915112330${String(enrolled).padStart(3, '0')}`;
      const given = password2fa === undefined ? rest : { ...rest, password2fa };
      const { numberId } = await stage.enrol(phone, `Model ${enrolled}`, given);
      const { view } = await stage.logins.start(phone);
      const real: commands.Real = {
        stage,
        phone,
        numberId,
        hasPassword: password2fa !== undefined,
        restartWorker: async () => {
          await worker.kill();
          worker = await stage.worker();
          return worker;
        },
      };
      const model: commands.Model = { view, posted: false, kills: 0 };
      try {
        await fc.asyncModelRun(() => ({ model, real }), history);
      } finally {
        if ((await stage.logins.view(numberId))?.ended === false) await stage.logins.cancel(numberId);
      }
    }),
    { seed, numRuns, endOnFailure: true },
  );
}, 600_000);
