import { join } from 'node:path';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { faultsOf } from './check-outcome.ts';
import type { InteropClient, Workplace } from './interop-client.ts';
import { missingPrograms } from './missing-programs.ts';
import { forwardBuiltIn } from './own-network.ts';
import { runDriver } from './run-driver.ts';
import type { DriverCommand } from './run-driver.ts';
import type { ClientResult, Result } from './results.ts';
import { code, scenarios } from './scenarios.ts';
import type { InteropScenario } from './scenarios.ts';

export interface InteropRun {
  readonly clients: readonly InteropClient[];
  readonly cache: string;
  /** Temporary. */
  readonly folder: string;
  readonly tell: (line: string) => void;
}

/** Each client in turn does each scenario on a sandbox with two data centres. */
export async function runInterop({ clients, cache, folder, tell }: InteropRun): Promise<ClientResult[]> {
  const place: Workplace = { cache, folder, keyFile: join(folder, 'dc.pem') };
  const own = clients.some(({ ownNetwork }) => ownNetwork);
  // TDLib begins at 1, all others at 2.
  const sandbox = await startSandbox({ dcs: [{ id: own ? 1 : 2 }, { id: 4 }], keyFile: place.keyFile });
  const forwarding = own ? await forwardBuiltIn(sandbox.dcs) : undefined;
  try {
    const results: ClientResult[] = [];
    for (const client of clients) results.push(await runClient(client, place, sandbox, tell));
    return results;
  } finally {
    // Connections that clients left open end here, and with them what forwards to them.
    await sandbox.close();
    await forwarding?.close();
  }
}

async function runClient(
  client: InteropClient,
  place: Workplace,
  sandbox: Sandbox,
  tell: InteropRun['tell'],
): Promise<ClientResult> {
  const { name, version } = client;
  const missing = missingPrograms(client);
  if (missing.length > 0) {
    tell(`${name} ${version}: skipped: needs ${missing.join(', ')}`);
    return { name, version, skipped: `needs ${missing.join(', ')}`, results: [] };
  }
  tell(`${name} ${version}`);
  let command: DriverCommand;
  try {
    command = await client.prepare(client, place);
  } catch (error) {
    const result = { scenario: 'install', faults: [messageOf(error)] };
    tell(`  ${lineOf(result)}`);
    return { name, version, results: [result] };
  }
  const [ordinary = '', ...further] = client.transports;
  const [first] = scenarios;
  const plays = [
    ...scenarios.map((scenario) => ({ scenario, transport: ordinary })),
    ...further.flatMap((transport) => (first ? [{ scenario: first, transport }] : [])),
  ];
  const results: Result[] = [];
  for (const [at, { scenario, transport }] of plays.entries()) {
    const result = {
      scenario: at < scenarios.length ? scenario.name : `transport ${transport}`,
      faults: await play(command, sandbox, scenario, {
        transport,
        phone: `99966${20_000 + at}`,
        keyFile: place.keyFile,
      }),
    };
    tell(`  ${lineOf(result)}`);
    results.push(result);
  }
  return { name, version, results };
}

async function play(
  command: DriverCommand,
  sandbox: Sandbox,
  scenario: InteropScenario,
  { transport, phone, keyFile }: { transport: string; phone: string; keyFile: string },
): Promise<string[]> {
  sandbox.control.putAccount(phone, scenario.account);
  const before = sandbox.control.calls({ phone }).calls.at(-1)?.seq ?? 0;
  const job = {
    TELEGRAM_DC: sandbox.dcs.map(({ id, host, port }) => `${id}@${host}:${port}`).join(','),
    TELEGRAM_DC_KEY: keyFile,
    PHONE: phone,
    CODE: code,
    TRANSPORT: transport,
    ...scenario.environment,
  };
  try {
    return faultsOf(sandbox, { phone, afterSeq: before }, scenario, await runDriver(command, job));
  } catch (error) {
    return [messageOf(error)];
  }
}

function lineOf({ scenario, faults }: Result): string {
  return faults.length === 0 ? `passed  ${scenario}` : `FAILED  ${scenario}: ${faults.join('; ')}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
