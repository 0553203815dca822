import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import { loginWorkflowId } from '../../contracts/names.ts';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { REPLAY_PAYLOAD_KEYS } from './replay-key.ts';

/**
 * Records the histories that the replay test plays: `node test/replay/record.ts VERSION`. Once per released version;
 * what is recorded stays, for a sign-in of that version may still be running somewhere.
 */
type Play = (stage: Stage, phone: string, numberId: string) => Promise<void>;

const twoSteps: ScenarioInput = {
  deliveries: [{ type: 'App', timeoutSeconds: 1 }, { type: 'Sms' }],
  password2fa: { password: 'replay' },
};

const plays: Record<string, { scenario: ScenarioInput; play: Play }> = {
  plain: {
    scenario: {},
    play: async ({ logins, sandbox }, phone, numberId) => {
      const { view } = await logins.start(phone);
      const { code } = await received(sandbox, phone, 'app');
      await logins.enterCode(numberId, view.stepId, code);
    },
  },
  'resend-and-password': {
    scenario: twoSteps,
    play: async ({ logins, sandbox }, phone, numberId) => {
      await logins.start(phone);
      const view = await viewAt(logins, numberId, 'enterCode', { fits: ({ step }) => step.delivery.type === 'Sms' });
      const { code } = await received(sandbox, phone, 'sms');
      const wrong = await logins.enterCode(numberId, view.stepId, code === '11111' ? '22222' : '11111');
      const asked = await logins.enterCode(numberId, wrong.view.stepId, code);
      const refused = await logins.submitPassword(numberId, asked.view.stepId, 'wrong');
      await logins.submitPassword(numberId, refused.view.stepId, 'replay');
    },
  },
  'lost-send': {
    scenario: {},
    play: async ({ logins, sandbox }, phone, numberId) => {
      sandbox.control.setFaults([{ method: 'auth.sendCode', phone, action: 'dropAfter' }]);
      const { view } = await logins.start(phone);
      const again = await logins.restart(numberId, view.stepId);
      await logins.noCode(numberId, again.view.stepId, false);
      await logins.later(numberId, again.view.stepId);
    },
  },
  'flood-and-cancel': {
    scenario: { floodWaitSeconds: { 'auth.sendCode': 600 } },
    play: async ({ logins }, phone, numberId) => {
      await logins.start(phone);
      await logins.cancel(numberId);
    },
  },
};

const version = process.argv[2];
if (version === undefined) throw new Error('Say which version the histories are of: node test/replay/record.ts 0.1.0');
const folder = join(import.meta.dirname, 'histories', version);
await mkdir(folder, { recursive: true });
const stage = await openStage({ env: { LATCHKEY_PAYLOAD_KEYS: REPLAY_PAYLOAD_KEYS } });
try {
  await stage.worker();
  let tail = 1_000;
  for (const [name, { scenario, play }] of Object.entries(plays)) {
    tail += 1;
    const phone = `+491511999${tail}`;
    const { numberId } = await stage.enrol(phone, 'Replay', scenario);
    await play(stage, phone, numberId);
    const handle = stage.client.workflow.getHandle(loginWorkflowId(numberId));
    await handle.result();
    const bytes = proto.temporal.api.history.v1.History.encode(await handle.fetchHistory()).finish();
    await writeFile(join(folder, `${name}.history`), bytes);
    process.stdout.write(`${name}\n`);
  }
} finally {
  await stage.close();
}
