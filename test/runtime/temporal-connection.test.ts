import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { Runtime, Worker } from '@temporalio/worker';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Config, loadConfig } from '../../runtime/config.ts';
import { createDataConverter } from '../../runtime/data-converter.ts';
import { startEmbeddedTemporal } from '../../runtime/embedded-temporal/start-embedded-temporal.ts';
import { generateKeyRing } from '../../runtime/key-ring.ts';
import { createLogger } from '../../runtime/logger.ts';
import { sealedEncoding } from '../../runtime/payload-codec.ts';
import { connectClient, temporalAddress, temporalIdentity } from '../../runtime/temporal-connection.ts';
import { temporalRuntimeOptions } from '../../runtime/temporal-logging.ts';
import { connectWorker } from '../../runtime/worker-connection.ts';
import { matching } from './matching.ts';
import { temporaryHome } from './temporary-home.ts';

const phone = '+4915123454607';
const dataConverter = createDataConverter(generateKeyRing());

function configOf(env: NodeJS.ProcessEnv): Config {
  return loadConfig({ ...process.env, TEMPORAL_CONFIG_FILE: '/nonexistent', TEMPORAL_ADDRESS: '', ...env });
}

/** The values of all fields of that name in a history's JSON, where bytes stand as base64. */
function base64Fields(json: string, name: string): string[] {
  return [...json.matchAll(new RegExp(`"${name}":"([^"]*)"`, 'g'))].map((match) =>
    Buffer.from(match[1] ?? '', 'base64').toString('latin1'),
  );
}

describe('connecting to Temporal', { timeout: 60_000 }, () => {
  it('runs a workflow whose history, failure and log hold no secret in the clear', async () => {
    const lines: string[] = [];
    const logger = createLogger({ name: 'worker', level: 'debug', destination: { write: (line) => lines.push(line) } });
    Runtime.install(temporalRuntimeOptions(logger));
    const config = configOf({ LATCHKEY_HOME: temporaryHome() });
    const server = await startEmbeddedTemporal({ config });
    onTestFinished(() => server.stop());
    const { connection, namespace } = await connectWorker(config);
    const client = await connectClient(config, dataConverter);
    const worker = await Worker.create({
      connection,
      namespace,
      taskQueue: 'test',
      identity: temporalIdentity('worker'),
      workflowsPath: new URL('./failing-workflow.ts', import.meta.url).pathname,
      activities: {
        sign: async (number: string) => {
          logger.info({ number }, `signing ${number}`);
          return number;
        },
      },
      dataConverter,
    });
    const failure: unknown = await worker.runUntil(
      client.workflow
        .execute('failingWorkflow', { workflowId: 'login-1', taskQueue: 'test', args: [phone] })
        .catch((error: unknown) => error),
    );
    expect(failure).toBeInstanceOf(WorkflowFailedError);
    const cause = failure instanceof WorkflowFailedError ? failure.cause : undefined;
    expect(cause).toBeInstanceOf(ApplicationFailure);
    expect(cause).toMatchObject({
      message: `signing in ${phone} failed`,
      type: 'PHONE_CODE_INVALID',
      details: [{ phone }],
    });

    const raw = JSON.stringify(await client.workflow.getHandle('login-1').fetchHistory());
    expect(raw).not.toContain('4915123454607');
    for (const data of base64Fields(raw, 'data')) expect(data).not.toContain('15123454607');
    const encodings = base64Fields(raw, 'encoding');
    // Argument, activity's argument and result, failure's attributes and details.
    expect(encodings).toHaveLength(5);
    expect(new Set(encodings)).toEqual(new Set([sealedEncoding]));
    expect(raw).toContain('Encoded failure');
    expect(raw).toContain('latchkey-worker@');
    expect(raw).toContain('latchkey-client@');
    expect(raw).not.toContain(`${process.pid}@`);

    await client.connection.close();
    await connection.close();
    await Runtime.instance().shutdown();
    expect(lines.join('')).not.toContain('4915123454607');
    expect(lines.join('')).toContain('4607');
    expect(lines.join('')).toContain('failingWorkflow');
  });

  it('says what to run when no embedded server is there', async () => {
    const config = configOf({ LATCHKEY_HOME: temporaryHome() });
    expect(temporalAddress(config)).toMatchObject({ kind: 'absent' });
    await expect(connectClient(config, dataConverter)).rejects.toMatchObject({
      name: 'TemporalUnavailableError',
      message: matching(/Run `latchkey start`/),
    });
  });

  it('waits for a server that starts later, and says so', async () => {
    const config = configOf({ LATCHKEY_HOME: temporaryHome() });
    const said: string[] = [];
    const connecting = connectClient(config, dataConverter, {
      waitForServer: true,
      onWaiting: (message) => said.push(message),
    });
    await expect.poll(() => said.length).toBe(1);
    expect(said[0]).toMatch(/No Temporal server runs .* Waiting for it\./);
    const server = await startEmbeddedTemporal({ config });
    onTestFinished(() => server.stop());
    const client = await connecting;
    expect(client.options.identity).toMatch(/^latchkey-client@[0-9a-f]{12}$/);
    await client.connection.close();
  });

  it('keeps trying an address that does not answer, says so, and stops when asked', async () => {
    const config = configOf({ TEMPORAL_ADDRESS: '127.0.0.1:1' });
    const controller = new AbortController();
    const said: string[] = [];
    const connecting = connectClient(config, dataConverter, {
      signal: controller.signal,
      onWaiting: (message) => said.push(message),
    });
    const settled = expect(connecting).rejects.toThrow();
    await expect.poll(() => said.length, { timeout: 15_000 }).toBe(1);
    expect(said[0]).toMatch(/Temporal at 127\.0\.0\.1:1 cannot be reached \(.*\)\. Trying again\./);
    controller.abort();
    await settled;
  });
});
