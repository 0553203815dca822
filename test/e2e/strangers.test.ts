import { Client } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOGIN_TASK_QUEUE, LOGIN_WORKFLOW, loginWorkflowId } from '../../contracts/names.ts';
import { sealedEncoding } from '../../runtime/payload-codec.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import type { WorkerProcess } from '../../tools/stage/worker.ts';

let stage: Stage;
let worker: WorkerProcess;
let count = 0;

beforeAll(async () => {
  stage = await openStage();
  worker = await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

/** Garbage under the name of our own encoding: too short, of another format, under a key that nobody has. */
const garbage = [
  new Uint8Array(),
  new Uint8Array(60).fill(7),
  Buffer.concat([Buffer.from([1, 2]), Buffer.from('kx'), Buffer.alloc(60)]),
];

/** Somebody who can open the server's port and has none of our keys. */
function stranger(payloadCodecs: PayloadCodec[] = []): Client {
  return new Client({ connection: stage.client.connection, dataConverter: { payloadCodecs } });
}

function underOurName(data: Uint8Array): Client {
  const garbled = { metadata: { encoding: Buffer.from(sealedEncoding) }, data };
  return stranger([{ encode: async (payloads) => payloads.map(() => garbled), decode: async (payloads) => payloads }]);
}

async function waiting(): Promise<{ phone: string; numberId: string; stepId: string }> {
  count += 1;
  const phone = `+49151568${String(count).padStart(5, '0')}`;
  const { numberId } = await stage.enrol(phone, `Support ${count}`, {});
  const { view } = await stage.logins.start(phone);
  return { phone, numberId, stepId: view.stepId };
}

async function signsIn(phone: string, numberId: string, stepId: string): Promise<void> {
  const { code } = await received(stage.sandbox, phone, 'app');
  expect((await stage.logins.enterCode(numberId, stepId, code)).view.step.kind).toBe('signedIn');
  await stage.client.workflow.getHandle(loginWorkflowId(numberId)).result();
}

/** A worker that has none of the run in memory replays all of it. */
async function onAnotherWorker(): Promise<void> {
  await worker.kill();
  worker = await stage.worker();
}

describe('a stranger at the Temporal server', () => {
  it('sends signals that are not sealed, of any name: the sign-in goes on', async () => {
    const { phone, numberId, stepId } = await waiting();
    const handle = stranger().workflow.getHandle(loginWorkflowId(numberId));
    for (const name of ['openEntry', 'enterCode', 'unheard of', '__temporal_reserved', '__stack_trace']) {
      await handle.signal(name, { actor: 'cli:demo', stepId });
      await handle.signal(name);
    }
    await onAnotherWorker();
    await signsIn(phone, numberId, stepId);
  });

  it('sends garbage under the name of our encoding: the sign-in goes on', async () => {
    const { phone, numberId, stepId } = await waiting();
    for (const data of garbage) {
      await underOurName(data).workflow.getHandle(loginWorkflowId(numberId)).signal('openEntry', {});
    }
    await onAnotherWorker();
    await signsIn(phone, numberId, stepId);
  });

  it('sends commands that are not sealed: each is rejected, none is believed', async () => {
    const { phone, numberId, stepId } = await waiting();
    const { code } = await received(stage.sandbox, phone, 'app');
    for (const client of [stranger(), ...garbage.map(underOurName)]) {
      const handle = client.workflow.getHandle(loginWorkflowId(numberId));
      for (const name of ['cancel', 'enterCode', 'unheard of']) {
        await expect(handle.executeUpdate(name, { args: [{ actor: 'x', stepId, code }] })).rejects.toThrow();
      }
    }
    expect((await viewAt(stage.logins, numberId, 'enterCode')).stepId).toBe(stepId);
    await onAnotherWorker();
    await signsIn(phone, numberId, stepId);
  });

  it('asks a query that is not sealed: the sign-in goes on', async () => {
    const { phone, numberId, stepId } = await waiting();
    const handle = stranger().workflow.getHandle(loginWorkflowId(numberId));
    await expect(handle.query('unheard of', { text: 'plain' })).rejects.toThrow();
    await signsIn(phone, numberId, stepId);
  });

  it("starts a run in a number's place: it is named as stuck, and the number is free when it is terminated", async () => {
    const phone = '+4915156799999';
    const { numberId } = await stage.enrol(phone, 'Support', {});
    const options = { workflowId: loginWorkflowId(numberId), taskQueue: LOGIN_TASK_QUEUE, args: [{ requestId: 'x' }] };
    const handle = await stranger().workflow.start(LOGIN_WORKFLOW, options);
    await expect
      .poll(() => stage.logins.describe(numberId), { timeout: 30_000, interval: 500 })
      .toMatchObject({ state: 'running', stuck: expect.stringContaining('NOT_SEALED') });
    await handle.terminate();
    const { view } = await stage.logins.start(phone);
    await signsIn(phone, numberId, view.stepId);
  });
});
