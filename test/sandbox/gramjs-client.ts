import { createPublicKey } from 'node:crypto';
import { TelegramClient } from 'telegram';
import { _serverKeys } from 'telegram/crypto/RSA.js';
import { Logger, LogLevel } from 'telegram/extensions/Logger.js';
import { PromisedNetSockets } from 'telegram/extensions/PromisedNetSockets.js';
import { returnBigInt } from 'telegram/Helpers.js';
import { computeCheck } from 'telegram/Password.js';
import { StringSession } from 'telegram/sessions/index.js';
import { Api } from 'telegram/tl/index.js';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';

const apiId = 1;
const apiHash = 'a'.repeat(32);

/** GramJS on one data centre of the sandbox, one call at a time and nothing repeated by itself. */
export class GramJsClient {
  readonly client: TelegramClient;
  private readonly session: StringSession;

  private constructor(client: TelegramClient, session: StringSession) {
    this.client = client;
    this.session = session;
  }

  /** `like`: with the auth key of another client. */
  static async connect(sandbox: Sandbox, dcId = 2, like?: GramJsClient): Promise<GramJsClient> {
    const port = sandbox.dcs.find(({ id }) => id === dcId)?.port;
    if (port === undefined) throw new Error(`no data centre ${dcId}`);
    trust(sandbox);
    const session = new StringSession('');
    session.setDC(dcId, '127.0.0.1', port);
    if (like) session.setAuthKey(like.session.getAuthKey(dcId), dcId);
    const client = new TelegramClient(session, apiId, apiHash, {
      networkSocket: socketsTo(port),
      floodSleepThreshold: 0,
      connectionRetries: 3,
      autoReconnect: false,
      securityChecks: true,
      baseLogger: new Logger(LogLevel.NONE),
    });
    await client.connect();
    return new GramJsClient(client, session);
  }

  /** One call, below `invoke()`: no sleeping, switching or repeating. */
  send<Result>(request: { __response: Result }): Promise<Result> {
    const sender: unknown = Reflect.get(this.client, '_sender');
    if (!isSender<Result>(sender)) throw new Error('GramJS has no sender');
    return sender.send(request);
  }

  /** The name of the error that a call ends with, or 'no error'. */
  async errorOf(request: { __response: unknown }): Promise<string> {
    try {
      await this.send(request);
      return 'no error';
    } catch (error) {
      return rpcErrorName(error);
    }
  }

  async sendCode(phone: string): Promise<Api.auth.SentCode> {
    const sent = await this.send(sendCodeRequest(phone));
    if (!(sent instanceof Api.auth.SentCode)) throw new Error(`got ${sent.className}`);
    return sent;
  }

  async resendCode(phone: string, phoneCodeHash: string): Promise<Api.auth.SentCode> {
    const sent = await this.send(new Api.auth.ResendCode({ phoneNumber: phone, phoneCodeHash }));
    if (!(sent instanceof Api.auth.SentCode)) throw new Error(`got ${sent.className}`);
    return sent;
  }

  async checkPassword(password: string): Promise<Api.auth.TypeAuthorization> {
    const challenge = await this.send(new Api.account.GetPassword());
    return this.send(new Api.auth.CheckPassword({ password: await computeCheck(challenge, password) }));
  }

  async self(): Promise<Api.TypeUser | undefined> {
    return (await this.send(getSelfRequest()))[0];
  }

  async close(): Promise<void> {
    await this.client.destroy();
  }
}

function isSender<Result>(value: unknown): value is { send(request: unknown): Promise<Result> } {
  return typeof value === 'object' && value !== null && 'send' in value;
}

export function sendCodeRequest(phone: string): Api.auth.SendCode {
  return new Api.auth.SendCode({
    phoneNumber: phone,
    apiId,
    apiHash,
    settings: new Api.CodeSettings({}),
  });
}

export function signInRequest(phone: string, hash: string, code: string): Api.auth.SignIn {
  return new Api.auth.SignIn({ phoneNumber: phone, phoneCodeHash: hash, phoneCode: code });
}

export function getSelfRequest(): Api.users.GetUsers {
  return new Api.users.GetUsers({ id: [new Api.InputUserSelf()] });
}

function rpcErrorName(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  if ('newDc' in error) return `MIGRATE_${String(error.newDc)}`;
  if ('seconds' in error) return `FLOOD_WAIT_${String(error.seconds)}`;
  if ('errorMessage' in error) return String(error.errorMessage);
  return error instanceof Error ? error.message : 'unknown';
}

export function trust(sandbox: Pick<Sandbox, 'publicKeyPem' | 'keyFingerprint'>): void {
  const { n } = createPublicKey(sandbox.publicKeyPem).export({ format: 'jwk' });
  const modulus = BigInt(`0x${Buffer.from(n ?? '', 'base64url').toString('hex')}`);
  _serverKeys.set(sandbox.keyFingerprint.toString(), { n: returnBigInt(modulus), e: 65537 });
}

/** GramJS dials port 80 whatever the session says. */
function socketsTo(port: number): typeof PromisedNetSockets {
  return class extends PromisedNetSockets {
    override connect(_port: number, ip: string): Promise<unknown> {
      return super.connect(port, ip);
    }
  };
}
