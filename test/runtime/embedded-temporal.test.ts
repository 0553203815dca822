import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Config, loadConfig } from '../../runtime/config.ts';
import { readEmbeddedTemporal } from '../../runtime/embedded-temporal/read-embedded-temporal.ts';
import { retentionDays } from '../../runtime/embedded-temporal/prepare-server.ts';
import { type EmbeddedTemporal, startEmbeddedTemporal } from '../../runtime/embedded-temporal/start-embedded-temporal.ts';
import { identityOf } from '../../runtime/process-identity.ts';
import { temporaryHome } from './temporary-home.ts';

function configOf(home: string): Config {
  return loadConfig({ ...process.env, TEMPORAL_CONFIG_FILE: '/nonexistent', TEMPORAL_ADDRESS: '', LATCHKEY_HOME: home });
}

async function started(home: string): Promise<EmbeddedTemporal> {
  const server = await startEmbeddedTemporal({ config: configOf(home) });
  onTestFinished(() => server.stop());
  return server;
}

type Said = { pid?: number; address?: string; adopted?: boolean; refused?: string };

/** Another process that starts a server for the home; resolves when it has said how that went. */
async function otherOwner(home: string): Promise<{ child: ChildProcess; said: Said }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'embedded-owner.ts')], {
    env: { ...process.env, TEMPORAL_CONFIG_FILE: '/nonexistent', TEMPORAL_ADDRESS: '', LATCHKEY_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  const said: Said = JSON.parse(String(line));
  return { child, said };
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
    expect(server).toMatchObject({ adopted: false, namespace: 'default', address: expect.stringMatching(/^127\.0\.0\.1:\d+$/) });
    expect(readEmbeddedTemporal(home)).toEqual({ kind: 'running', address: server.address, namespace: 'default', pid: server.pid });
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
    expect(readEmbeddedTemporal(home)).toMatchObject({ kind: 'absent', message: expect.stringContaining('latchkey start') });
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
      message: expect.stringContaining(`process ${process.pid}`),
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
    for (const { child } of all) child.kill('SIGKILL');
    await Promise.all(all.map(({ child }) => (child.exitCode ?? child.signalCode) ?? once(child, 'exit')));
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
    const { server: _recorded, ...claim } = JSON.parse(readFileSync(lock, 'utf8'));
    const { writeFileSync } = await import('node:fs');
    writeFileSync(lock, JSON.stringify(claim));
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
      message: expect.stringContaining('temporal.sqlite is open in another program'),
    });
    expect(readEmbeddedTemporal(home).kind).toBe('absent');
  });
});
