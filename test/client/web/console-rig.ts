import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { issueLink, type LinkPurpose } from '../../../client/access/links.ts';
import type { Role } from '../../../client/access/roles.ts';
import type { LoginClient } from '../../../client/login-client.ts';
import type { ConsoleApp } from '../../../client/web/console-app.ts';
import type { ConsoleDeps } from '../../../client/web/console-deps.ts';
import { createConsole } from '../../../client/web/create-console.ts';
import type { LoginView, Step } from '../../../domain/login-view.ts';
import { createLogger } from '../../../runtime/logger.ts';
import type { Records } from '../../../vault/records/records.ts';
import { openSqliteRecords } from '../../../vault/records/sqlite-records.ts';
import { viewWith } from '../views.ts';

export const ADMIN = 4607;
export const OPERATOR = 4608;
export const VIEWER = 4609;
export const PUBLIC_URL = 'https://console.example';
export const NUMBER = '0123456789abcdefghjk';
export const OTHER_NUMBER = '1123456789abcdefghjk';

export type Identity = { cookie: string; csrf: string };
export type ConsoleRig = {
  app: ConsoleApp;
  records: Records;
  /** Who may what, to be changed at will. */
  operators: Map<number, Role>;
  clock: { nowMs: number };
  log: string[];
  /** What was asked of the login client, as `tg:USER method arguments`. */
  asked: { actor: string; method: string; args: unknown[] }[];
  /** Puts a view of the number's sign-in into the records. */
  put: (step: Step, more?: Partial<LoginView>) => Promise<LoginView>;
  link: (purpose: LinkPurpose) => Promise<string>;
  /** Opens a link; fails where it does not open. */
  enter: (purpose: LinkPurpose) => Promise<Identity>;
  signIn: (userId: number) => Promise<Identity>;
  /** As the console's own page asks. */
  ask: (request: InjectOptions & { as?: Identity }) => Promise<LightMyRequestResponse>;
  close: () => Promise<void>;
};

/** The console with real records and a login client that answers with the newest view; nothing is listened on. */
export async function consoleRig(more: Partial<ConsoleDeps> = {}): Promise<ConsoleRig> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-console-'));
  const clock = { nowMs: Date.now() };
  const records = await openSqliteRecords({
    file: join(folder, 'vault.sqlite'),
    payloadKeys: { currentId: 'p1', keys: new Map([['p1', randomBytes(32)]]) },
    idKey: randomBytes(32),
    nowMs: () => clock.nowMs,
  });
  const operators = new Map<number, Role>([
    [ADMIN, 'admin'],
    [OPERATOR, 'operator'],
    [VIEWER, 'viewer'],
  ]);
  const log: string[] = [];
  const asked: ConsoleRig['asked'] = [];
  const app = await createConsole({
    records,
    operators: { roleOf: (userId) => operators.get(userId), all: () => operators },
    logins: (actor) => scriptedLogins(records, (method, args) => asked.push({ actor, method, args })),
    checkReady: async () => undefined,
    sendsPerDay: 4,
    publicUrl: PUBLIC_URL,
    logger: createLogger({ name: 'web', level: 'debug', destination: { write: (line) => log.push(line) } }),
    nowMs: () => clock.nowMs,
    ...more,
  });
  const ask: ConsoleRig['ask'] = ({ as, ...request }) =>
    app.inject({
      ...request,
      headers: {
        host: 'console.example',
        'sec-fetch-site': 'same-origin',
        ...(request.method === 'POST' ? { origin: PUBLIC_URL } : {}),
        ...(as === undefined ? {} : { cookie: as.cookie, 'x-latchkey-csrf': as.csrf }),
        ...request.headers,
      },
    });
  const link = async (purpose: LinkPurpose) => new URL(await issueLink(records, PUBLIC_URL, purpose)).hash.slice(1);
  const enter = async (purpose: LinkPurpose): Promise<Identity> => {
    const opened = await ask({ method: 'POST', url: '/api/open', payload: { token: await link(purpose) } });
    if (opened.statusCode !== 200) throw new Error(opened.body);
    const [cookie] = String(opened.headers['set-cookie']).split(';');
    return { cookie: cookie ?? '', csrf: opened.json<Identity>().csrf };
  };
  return {
    app,
    records,
    operators,
    clock,
    log,
    asked,
    ask,
    link,
    enter,
    signIn: (userId) => enter({ kind: 'signIn', userId }),
    put: async (step, changes = {}) => {
      const view = { ...viewWith(step), ...changes };
      const { numberId, loginId, version, ended } = view;
      await records.putView({ numberId, loginId, version, ended, view });
      return view;
    },
    close: async () => {
      await app.close();
      await records.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function scriptedLogins(records: Records, note: (method: string, args: unknown[]) => void): LoginClient {
  const answer =
    (method: string) =>
    async (...args: unknown[]) => {
      note(method, args);
      const row = await records.latestView(String(args[0]));
      return { view: row?.view, joined: false };
    };
  const methods = ['start', 'enterCode', 'resend', 'restart', 'later', 'noCode', 'cancel', 'openEntry'];
  const ofPasswords = ['passwordChallenge', 'passwordProof', 'newPasswordAlgorithm', 'recoverPassword'];
  const ofRecoveries = ['requestRecovery', 'recoveryCode', 'backToPassword'];
  const all = [...methods, ...ofPasswords, ...ofRecoveries].map((method) => [method, answer(method)]);
  return Object.fromEntries(all) as LoginClient;
}

export const enterCode: Step = {
  kind: 'enterCode',
  delivery: { type: 'App', length: 5 },
  format: { kind: 'digits', length: 5 },
  sentAtMs: 1,
  deadlineAtMs: 2,
  triesLeft: 3,
  next: { kind: 'none' },
};

export const toAnswer = (userId: number, view: LoginView): LinkPurpose => ({
  kind: 'answer',
  userId,
  numberId: view.numberId,
  loginId: view.loginId,
  stepId: view.stepId,
});
