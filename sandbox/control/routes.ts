import { botRoutes } from '../bot-api/control/bot-routes.ts';
import { ControlError } from './control-error.ts';
import type { SandboxControl } from './control.ts';
import { faultsSchema } from './fault-list.ts';
import type { FaultInput } from './fault-list.ts';
import { openApi } from './openapi.ts';
import { parseInput } from './parse-input.ts';
import { callsQuerySchema, restartSchema, waitQuerySchema } from './request-schemas.ts';

export interface ControlRequest {
  readonly method: string;
  readonly url: URL;
  /** Parsed JSON; undefined when the body was empty. */
  readonly body: unknown;
}

type Route = (control: SandboxControl, phone: string, request: ControlRequest) => unknown;

/** Every request of the control interface; PHONE is with or without its +. */
const routes: Record<string, Route> = {
  'GET /': () => ({ notTelegram: true, requests: [...Object.keys(routes), ...Object.keys(botRoutes)] }),
  'GET /openapi.json': () => openApi(),
  'GET /accounts': (control) => ({ accounts: control.accounts() }),
  'PUT /accounts/PHONE': (control, phone, { body }) => control.putAccount(phone, object(body)),
  'PATCH /accounts/PHONE': (control, phone, { body }) => control.changeAccount(phone, object(body)),
  'DELETE /accounts/PHONE': (control, phone) => ({ forgotten: control.deleteAccount(phone) }),
  'GET /accounts/PHONE': (control, phone) => control.account(phone),
  'GET /accounts/PHONE/inbox': (control, phone) => ({ inbox: control.inbox(phone) }),
  'POST /accounts/PHONE/posted-in-chat': (control, phone) => ({
    voidedCodes: control.postedInChat(phone),
  }),
  'POST /accounts/PHONE/scan': (control, phone, { body }) => ({ scannedBy: control.scan(phone, linkIn(body)) }),
  'GET /calls': (control, _phone, { url }) => control.calls(parseInput(callsQuerySchema, query(url), 'The query')),
  'GET /calls/wait': async (control, _phone, { url }) => {
    const wait = parseInput(waitQuerySchema, query(url), 'The query');
    if (wait.method === undefined && wait.phone === undefined && wait.afterSeq === undefined) {
      throw new ControlError(
        'Say which calls to wait for: method, phone, or afterSeq, the seq of the last one you know.',
      );
    }
    const calls = await control.waitForCalls(wait);
    return { reached: calls.length >= (wait.count ?? 1), calls };
  },
  'GET /faults': (control) => ({ faults: control.faults(), held: control.heldReplies() }),
  'PUT /faults': (control, _phone, { body }) => ({ faults: control.setFaults(list(body)) }),
  'DELETE /faults': (control) => {
    control.clearFaults();
    return { faults: [] };
  },
  'POST /faults/release': (control) => ({ released: control.releaseReplies() }),
  'GET /connections': (control) => control.connections(),
  'POST /restart': (control, _phone, { body }) => {
    control.restart(forget(body));
    return { restarted: true };
  },
  'GET /settings': (control) => control.settings(),
  'PATCH /settings': (control, _phone, { body }) => control.changeSettings(object(body)),
};

export function route(control: SandboxControl, request: ControlRequest): unknown {
  const parts = request.url.pathname.split('/').filter((part) => part !== '');
  const isAccount = parts[0] === 'accounts' && parts[1] !== undefined;
  const phone = isAccount ? decoded(parts[1] ?? '') : '';
  if (isAccount) parts[1] = 'PHONE';
  const name = `${request.method} /${parts.join('/')}`;
  const found = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (found) return found(control, phone, request);
  throw new ControlError(`No request ${request.method} ${request.url.pathname}. GET / lists all.`, 404);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ControlError(`'${part}' is no number: a % must be followed by two hexadecimal digits.`);
  }
}

function query(url: URL): Record<string, string> {
  return Object.fromEntries(url.searchParams);
}

function object(body: unknown): object {
  if (body === undefined) return {};
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new ControlError('The body must be a JSON object.');
}

/** A list, or `{ "faults": [...] }`. */
function list(body: unknown): FaultInput[] {
  const faults: unknown = typeof body === 'object' && body && 'faults' in body ? body.faults : body;
  if (!Array.isArray(faults)) throw new ControlError('The body must be a JSON list of faults.');
  return parseInput(faultsSchema, faults, 'The list of faults');
}

function linkIn(body: unknown): string {
  const given = object(body);
  if ('link' in given && typeof given.link === 'string') return given.link;
  throw new ControlError("'link' must be what the QR code says: tg://login?token=…");
}

function forget(body: unknown): 'nothing' | 'sessions' | 'keys' {
  return parseInput(restartSchema, body ?? {}, 'The restart').forget;
}
