import { randomBytes } from 'node:crypto';
import { AccountBook } from './accounts/account-book.ts';
import { LoginTokens } from './accounts/login-tokens.ts';
import { createPasswordVerifiers } from './accounts/password-verifier.ts';
import type { BotApiOptions } from './bot-api/bot-api-options.ts';
import { startBotApi } from './bot-api/start-bot-api.ts';
import type { BotApi } from './bot-api/start-bot-api.ts';
import { chooseDcs } from './choose-dcs.ts';
import type { DcWishes } from './choose-dcs.ts';
import { CallLog } from './control/call-log.ts';
import { SandboxControl } from './control/control.ts';
import { FaultList } from './control/fault-list.ts';
import { startControlServer } from './control/http-server.ts';
import { createModExp } from './crypto/mod-exp.ts';
import { createServerKey, readServerKey } from './crypto/rsa-key.ts';
import type { ServerKey } from './crypto/rsa-key.ts';
import { serverKeyFrom, writePublicKey } from './crypto/server-key-file.ts';
import { DataCentre } from './data-centre.ts';
import { silentLogger } from './logger.ts';
import type { SandboxLogger } from './logger.ts';
import { settingsSchema } from './settings.ts';
import { restoreSnapshot } from './state/restore-snapshot.ts';
import { StateFile, readState } from './state/state-file.ts';
import { lockState } from './state/state-lock.ts';
import { realFile } from './state/real-file.ts';
import type { Snapshot } from './state/snapshot.ts';
import { takeSnapshot } from './state/take-snapshot.ts';
import type { SettingsChange } from './settings.ts';
import type { DcAddress, World } from './world.ts';

export interface SandboxOptions extends DcWishes {
  /** The public key is written here, PKCS#1 PEM, for clients to read. */
  readonly keyFile?: string;
  /** PEM of the RSA key; made and written there when the file is missing. Default: a new key. */
  readonly privateKeyFile?: string;
  /** Port of the HTTP control interface; 0: one that is free; absent: none. */
  readonly controlPort?: number;
  /** A Bot API beside the data centres, with people of its own; nothing of it is kept in the state file. */
  readonly botApi?: BotApiOptions;
  /**
   * What happened is kept here and found again: JSON, mode 0600, with the RSA key when `privateKeyFile` names none.
   * Whatever a client or the control interface was answered is in it before the answer goes out; a key that was
   * just made may be missing after SIGKILL.
   */
  readonly stateFile?: string;
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
  /** When one was asked for. */
  readonly botApi: BotApi | undefined;
  close(): Promise<void>;
}

/** Starts data centres that speak MTProto on 127.0.0.1, with scripted accounts. Not Telegram. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  if (options.stateFile === undefined) return startLocked(options);
  const stateFile = await realFile(options.stateFile);
  const lock = lockState(stateFile);
  try {
    const sandbox = await startLocked({ ...options, stateFile });
    return { ...sandbox, close: () => sandbox.close().finally(() => lock.release()) };
  } catch (error) {
    lock.undo();
    throw error;
  }
}

/** Whoever waits for it hears of a failure too. */
async function saveOrTell(file: StateFile, logger: SandboxLogger): Promise<void> {
  try {
    await file.save();
  } catch (error) {
    logger.warn({ err: error }, 'the state was not written');
    throw error;
  }
}

/** A key file beats the state's key; where there is neither, a key is made. */
async function keyOf({ privateKeyFile }: SandboxOptions, kept: Snapshot | undefined): Promise<ServerKey> {
  if (privateKeyFile !== undefined) return serverKeyFrom(privateKeyFile);
  return kept ? readServerKey(kept.privateKeyPem) : createServerKey();
}

async function startLocked(options: SandboxOptions): Promise<Sandbox> {
  const { stateFile } = options;
  const kept = stateFile === undefined ? undefined : await readState(stateFile);
  const chosen = chooseDcs(options, kept);
  const serverKey = await keyOf(options, kept);
  const logger = options.logger ?? silentLogger;
  const modExp = createModExp();
  const addresses: DcAddress[] = [];
  const dcs: DataCentre[] = [];
  const file = stateFile === undefined ? undefined : new StateFile(stateFile, () => takeSnapshot(world, dcs));
  const world: World = {
    accounts: new AccountBook(),
    loginTokens: new LoginTokens(),
    verifiers: createPasswordVerifiers(modExp),
    calls: new CallLog(),
    faults: new FaultList(),
    serverKey,
    modExp,
    saltSecret: kept ? Buffer.from(kept.saltSecret, 'base64') : randomBytes(32),
    logger,
    dcs: addresses,
    settings: settingsSchema.parse({ ...kept?.settings, ...options.settings }),
    nowMs: options.nowMs ?? Date.now,
    save: file && (() => saveOrTell(file, logger)),
  };
  const control = new SandboxControl(world, dcs);
  let botApi: BotApi | undefined;
  let http: { readonly url: string; close(): Promise<void> } | undefined;
  const stopListening = async (): Promise<void> => {
    await http?.close();
    world.faults.release();
    await Promise.all([...dcs.map((dc) => dc.close()), botApi?.close()]);
  };
  try {
    for (const { id } of chosen) dcs.push(new DataCentre(id, world));
    if (kept) restoreSnapshot(kept, world, dcs);
    await file?.save();
    for (const [at, dc] of dcs.entries()) {
      addresses.push({ id: dc.id, host: '127.0.0.1', port: await dc.listen(chosen[at]?.port ?? 0) });
    }
    botApi = options.botApi && (await startBotApi({ logger, nowMs: () => world.nowMs(), ...options.botApi }));
    if (options.controlPort !== undefined) http = await startControlServer(control, options.controlPort, botApi);
    // Last, for another sandbox that has these ports may have written the same file.
    if (options.keyFile) await writePublicKey(options.keyFile, serverKey);
    return {
      dcs: addresses,
      publicKeyPem: serverKey.publicKeyPem,
      keyFingerprint: serverKey.fingerprint,
      controlUrl: http?.url,
      control,
      botApi,
      close: async () => {
        await stopListening();
        await file?.save();
      },
    };
  } catch (error) {
    await stopListening();
    throw error;
  }
}
