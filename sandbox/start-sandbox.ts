import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { AccountBook } from './accounts/account-book.ts';
import { createPasswordVerifiers } from './accounts/password-verifier.ts';
import { CallLog } from './control/call-log.ts';
import { SandboxControl } from './control/control.ts';
import { FaultList } from './control/fault-list.ts';
import { startControlServer } from './control/http-server.ts';
import { createModExp } from './crypto/mod-exp.ts';
import { createServerKey, readServerKey } from './crypto/rsa-key.ts';
import type { ServerKey } from './crypto/rsa-key.ts';
import { DataCentre } from './data-centre.ts';
import { silentLogger } from './logger.ts';
import type { SandboxLogger } from './logger.ts';
import { settingsSchema } from './settings.ts';
import type { SettingsChange } from './settings.ts';
import type { DcAddress, World } from './world.ts';

export interface SandboxOptions {
  /** Port 0 or none: one that is free. */
  readonly dcs: readonly { readonly id: number; readonly port?: number }[];
  /** The public key is written here, PKCS#1 PEM, for clients to read. */
  readonly keyFile?: string;
  /** PEM of the RSA key; made and written there when the file is missing. Default: a new key. */
  readonly privateKeyFile?: string;
  /** Port of the HTTP control interface; 0: one that is free; absent: none. */
  readonly controlPort?: number;
  readonly logger?: SandboxLogger;
  readonly settings?: SettingsChange;
  /** The data centre's clock, in unix milliseconds. */
  readonly nowMs?: () => number;
}

export interface Sandbox {
  readonly dcs: readonly DcAddress[];
  readonly publicKeyPem: string;
  /** Signed 64-bit, as clients list it. */
  readonly keyFingerprint: bigint;
  /** http://127.0.0.1:PORT, when a control port was asked for. */
  readonly controlUrl: string | undefined;
  readonly control: SandboxControl;
  close(): Promise<void>;
}

/** Starts data centres that speak MTProto on 127.0.0.1, with scripted accounts. Not Telegram. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const serverKey = await serverKeyFrom(options.privateKeyFile);
  if (options.keyFile) await writeFile(options.keyFile, serverKey.publicKeyPem);
  const modExp = createModExp();
  const addresses: DcAddress[] = [];
  const world: World = {
    accounts: new AccountBook(),
    verifiers: createPasswordVerifiers(modExp),
    calls: new CallLog(),
    faults: new FaultList(),
    serverKey,
    modExp,
    saltSecret: randomBytes(32),
    logger: options.logger ?? silentLogger,
    dcs: addresses,
    settings: settingsSchema.parse(options.settings ?? {}),
    nowMs: options.nowMs ?? Date.now,
    changed: () => undefined,
  };
  const dcs: DataCentre[] = [];
  const control = new SandboxControl(world, dcs);
  const closeDcs = async (): Promise<void> => {
    world.faults.release();
    await Promise.all(dcs.map((dc) => dc.close()));
  };
  try {
    for (const { id, port } of options.dcs) {
      const dc = new DataCentre(id, world);
      addresses.push({ id, host: '127.0.0.1', port: await dc.listen(port ?? 0) });
      dcs.push(dc);
    }
    const http = options.controlPort === undefined ? undefined : await startControlServer(control, options.controlPort);
    return {
      dcs: addresses,
      publicKeyPem: serverKey.publicKeyPem,
      keyFingerprint: serverKey.fingerprint,
      controlUrl: http?.url,
      control,
      close: async () => {
        await http?.close();
        await closeDcs();
      },
    };
  } catch (error) {
    await closeDcs();
    throw error;
  }
}

async function serverKeyFrom(file: string | undefined): Promise<ServerKey> {
  if (file === undefined) return createServerKey();
  try {
    return readServerKey(await readFile(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const key = createServerKey();
    await writeFile(file, key.privateKeyPem, { mode: 0o600 });
    return key;
  }
}
