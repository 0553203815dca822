import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Config, loadConfig } from '../../runtime/config.ts';
import { readEmbeddedTemporal } from '../../runtime/embedded-temporal/read-embedded-temporal.ts';
import { retentionDays } from '../../runtime/embedded-temporal/prepare-server.ts';
import {
  type EmbeddedTemporal,
  startEmbeddedTemporal,
} from '../../runtime/embedded-temporal/start-embedded-temporal.ts';
import { identityOf } from '../../runtime/process-identity.ts';
import { matching } from './matching.ts';
import { temporaryHome } from './temporary-home.ts';

function configOf(home: string): Config {
  return loadConfig({
    ...process.env,
    TEMPORAL_CONFIG_FILE: '/nonexistent',
    TEMPORAL_ADDRESS: '',
    LATCHKEY_HOME: home,
  });
}

async function started(home: string): Promise<EmbeddedTemporal> {
  const server = await startEmbeddedTemporal({ config: configOf(home) });
  onTestFinished(() => server.stop());
  return server;
}

const saidSchema = z.object({
  pid: z.number().optional(),
  address: z.string().optional(),
  adopted: z.boolean().optional(),
  refused: z.string().optional(),
});
type Said = z.infer<typeof saidSchema>;

/** Another process that starts a server for the home; resolves when it has said how that went. */
async function otherOwner(home: string): Promise<{ child: ChildProcess; said: Said }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./embedded-owner.ts', import.meta.url))], {
    env: { ...process.env, TEMPORAL_CONFIG_FILE: '/nonexistent', TEMPORAL_ADDRESS: '', LATCHKEY_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const line = await new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').once('data', resolve);
  });
  return { child, said: saidSchema.parse(JSON.parse(line)) };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

describe('the embedded server', { timeout: 60_000 }, () => {
  it('starts, is tuned, answers, and ends', async () => {
    const home = temporaryHome();
    const lines: string[] = [];
    const server = await startEmbeddedTemporal({ config: configOf(home), onProgress: (line) => lines.push(line) });
    onTestFinished(() => server.stop());
    expect(server).toMatchObject({ adopted: false, namespace: 'default', address: matching(/^127\.0\.0\.1:\d+$/) });
    expect(readEmbeddedTemporal(home)).toEqual({
      kind: 'running',
      address: server.address,
      namespace: 'default',
      pid: server.pid,
    });
    expect(lines.at(-1)).toBe('Starting the Temporal server.');

    const connection = await Connection.connect({ address: server.address });
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
    await connection.close();
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(retentionDays * 86_400);
    for (const file of readdirSync(home)) expect([file, statSync(join(home, file)).mode & 0o077]).toEqual([file, 0]);

    await server.stop();
    await server.ended;
    await server.stop();
    expect(identityOf(server.pid)).toBeUndefined();
    expect(readEmbeddedTemporal(home)).toMatchObject({ kind: 'absent', message: matching(/latchkey start/) });
  });

  it('comes back at the same address', async () => {
    const home = temporaryHome();
    const first = await started(home);
    await first.stop();
    const second = await started(home);
    expect(second.address).toBe(first.address);
    expect(second.pid).not.toBe(first.pid);
  });

  it('is refused a second time on one home, in this process and in another', async () => {
    const home = temporaryHome();
    const server = await started(home);
    await expect(startEmbeddedTemporal({ config: configOf(home) })).rejects.toMatchObject({
      code: 'ALREADY_RUNNING',
      message: matching(new RegExp(`process ${process.pid}\\b`)),
    });
    const { said } = await otherOwner(home);
    expect(said.refused).toContain(`already run by process ${process.pid}`);
    expect(readEmbeddedTemporal(home)).toMatchObject({ kind: 'running', pid: server.pid });
  });

  it('goes to exactly one of several that start at once', async () => {
    const home = temporaryHome();
    const all = await Promise.all([otherOwner(home), otherOwner(home), otherOwner(home)]);
    expect(all.filter(({ said }) => said.address !== undefined)).toHaveLength(1);
    expect(all.filter(({ said }) => said.refused?.includes('already run by process'))).toHaveLength(2);
    for (const { child } of all) {
      if (child.exitCode === null) await kill(child);
    }
    expect((await started(home)).adopted).toBe(true);
  });

  it('is adopted when its parent was killed', async () => {
    const home = temporaryHome();
    const { child, said } = await otherOwner(home);
    await kill(child);
    expect(readEmbeddedTemporal(home)).toMatchObject({ kind: 'running', pid: said.pid });
    const server = await started(home);
    expect(server).toMatchObject({ adopted: true, pid: said.pid, address: said.address });
    await server.stop();
    expect(identityOf(server.pid)).toBeUndefined();
  });

  it('is adopted when its parent was killed before it could record it', async () => {
    const home = temporaryHome();
    const { child, said } = await otherOwner(home);
    const lock = join(home, 'temporal.lock');
    await kill(child);
    const claim = z.looseObject({ server: z.unknown() }).parse(JSON.parse(readFileSync(lock, 'utf8')));
    writeFileSync(lock, JSON.stringify({ ...claim, server: undefined }));
    expect(await started(home)).toMatchObject({ adopted: true, pid: said.pid });
  });

  it('is started anew when parent and server were both killed', async () => {
    const home = temporaryHome();
    const { child, said } = await otherOwner(home);
    await kill(child);
    process.kill(said.pid ?? 0, 'SIGKILL');
    const server = await started(home);
    expect(server.adopted).toBe(false);
    expect(server.address).toBe(said.address);
  });

  it('names the home that cannot be written', async () => {
    const file = join(temporaryHome(), 'file');
    writeFileSync(file, '');
    await expect(startEmbeddedTemporal({ config: configOf(join(file, 'home')) })).rejects.toMatchObject({
      code: 'HOME_UNUSABLE',
      message: matching(/file\/home cannot be written\. .*LATCHKEY_HOME/),
    });
  });

  it('shows why it did not start', async () => {
    const home = temporaryHome();
    const cli = join(home, 'temporal');
    writeFileSync(
      cli,
      '#!/bin/sh\n[ "$1" = --version ] && echo "Server 1.29.1" && exit\necho "no space left"; exit 1\n',
      { mode: 0o755 },
    );
    const config = loadConfig({ TEMPORAL_CONFIG_FILE: '/nonexistent', LATCHKEY_HOME: home, TEMPORAL_CLI_PATH: cli });
    await expect(startEmbeddedTemporal({ config })).rejects.toMatchObject({
      code: 'START_FAILED',
      message: matching(/did not start: the server ended.* It said: no space left See .*temporal\.log/),
    });
    expect(readEmbeddedTemporal(home).kind).toBe('absent');
  });

  it('gives up when asked to, and leaves nothing behind', async () => {
    const home = temporaryHome();
    const controller = new AbortController();
    const starting = startEmbeddedTemporal({
      config: configOf(home),
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('asked to stop')),
    });
    await expect(starting).rejects.toThrow('asked to stop');
    expect(readEmbeddedTemporal(home).kind).toBe('absent');
    expect((await started(home)).adopted).toBe(false);
  });

  it('tells its owner when it dies', async () => {
    const server = await started(temporaryHome());
    process.kill(server.pid, 'SIGKILL');
    await server.ended;
  });

  it('is not started on a file that an unknown server has open', async () => {
    const home = temporaryHome();
    const { child, said } = await otherOwner(home);
    await kill(child);
    onTestFinished(() => void process.kill(said.pid ?? 0, 'SIGKILL'));
    rmSync(join(home, 'temporal.lock'));
    await expect(startEmbeddedTemporal({ config: configOf(home) })).rejects.toMatchObject({
      code: 'DATABASE_IN_USE',
      message: matching(/temporal\.sqlite is open in another program/),
    });
    expect(readEmbeddedTemporal(home).kind).toBe('absent');
  });
});
