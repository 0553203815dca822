import { expect } from 'vitest';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import type { SettingsChange } from '../../sandbox/settings.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import type {
  CallOptions,
  Connection,
  DcSession,
  Gateway,
  NewPasswordSettings,
  PasswordAlgorithm,
  SendCodeAnswer,
  SrpChallenge,
  SrpProof,
} from '../../telegram/gateway.ts';
import type { GatewayOptions } from '../../telegram/gramjs-gateway.ts';
import type { SentCode } from '../../domain/sent-code.ts';

/** What the suite needs: the implementation, and someone who proves a password and computes a new one. */
export type GatewayUnderTest = {
  createGateway(options: GatewayOptions): Gateway;
  prove(challenge: SrpChallenge, password: string): Promise<SrpProof>;
  newPassword(algorithm: PasswordAlgorithm, password: string): Promise<NewPasswordSettings>;
  /** Other settings of the sandbox than its default ones. */
  settings?: SettingsChange;
};

export const DEADLINE_MS = 5_000;

/** A sandbox with two data centres and a gateway pointed at it. */
export class GatewayBench {
  readonly sandbox: Sandbox;
  readonly gateway: Gateway;
  readonly #connections: Connection[] = [];
  static #lastNumber = 15_550_000;

  constructor(sandbox: Sandbox, gateway: Gateway) {
    this.sandbox = sandbox;
    this.gateway = gateway;
  }

  static async start(
    { createGateway, settings }: GatewayUnderTest,
    change: SettingsChange = {},
    nowMs: () => number = Date.now,
  ): Promise<GatewayBench> {
    const sandbox = await startSandbox({ dcs: [{ id: 2 }, { id: 4 }], settings: { ...settings, ...change }, nowMs });
    return new GatewayBench(sandbox, createGateway(optionsFor(sandbox)));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.close()));
    await this.sandbox.close();
  }

  /** Scripts a number that no other test uses. */
  number(scenario: ScenarioInput = {}): string {
    GatewayBench.#lastNumber += 1;
    const phone = `+${GatewayBench.#lastNumber}`;
    this.sandbox.control.putAccount(phone, { loginsPerDay: null, ...scenario });
    return phone;
  }

  async session(dcId = 2): Promise<DcSession> {
    const made = await this.gateway.createSession(dcId, { deadlineMs: DEADLINE_MS });
    if (made.kind === 'failed') throw new Error(made.reason);
    return made.session;
  }

  async open(session: DcSession, options: Partial<CallOptions> = {}): Promise<Connection> {
    const opened = await this.gateway.open(session, { deadlineMs: DEADLINE_MS, ...options });
    if (opened.kind === 'failed') throw new Error(`${opened.code}: ${opened.reason}`);
    this.#connections.push(opened.connection);
    return opened.connection;
  }

  /** A connection on a new key. */
  async connect(dcId = 2, options: Partial<CallOptions> = {}): Promise<Connection> {
    return await this.open(await this.session(dcId), options);
  }

  /** The code that reached the number's owner last. */
  code(phone: string): string {
    const code = this.sandbox.control.inbox(phone).at(-1)?.code;
    if (code === undefined) throw new Error('Nothing arrived.');
    return code;
  }

  count(method: string, phone: string): number {
    return this.sandbox.control.calls({ method, phone }).calls.length;
  }
}

export function optionsFor(sandbox: Sandbox): GatewayOptions {
  return {
    apiId: 12_345,
    apiHash: '0123456789abcdef0123456789abcdef',
    device: { model: 'Latchkey', systemVersion: 'test', appVersion: '0.1.0' },
    dcs: sandbox.dcs,
    publicKeyPem: sandbox.publicKeyPem,
  };
}

export function sentCodeOf(answer: SendCodeAnswer): SentCode {
  expect(answer.kind).toBe('sentCode');
  if (answer.kind !== 'sentCode') throw new Error('unreachable');
  return answer.sentCode;
}

/** Matches a text that has `part` in it. */
export function textWith(part: string): unknown {
  const matcher: unknown = expect.stringContaining(part);
  return matcher;
}
