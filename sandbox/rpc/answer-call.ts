import { setTimeout as sleep } from 'node:timers/promises';
import { notSignedIn } from '../accounts/authorization.ts';
import { digitsOf, maskedPhone } from '../accounts/phone.ts';
import type { Fault } from '../control/fault-list.ts';
import type { DataCentre } from '../data-centre.ts';
import type { AuthKey } from '../key-exchange/auth-key.ts';
import type { Connection } from '../message-layer/connection.ts';
import type { Message } from '../message-layer/message.ts';
import { rpcErrorResult, rpcResult } from '../message-layer/rpc-result.ts';
import type { Received } from '../message-layer/received.ts';
import type { Session } from '../message-layer/session.ts';
import type { Call } from './call.ts';
import { handleCall } from './handle-call.ts';
import type { OpenedRequest } from './open-request.ts';
import { beginUse } from './parallel-use.ts';
import { RpcError } from './rpc-error.ts';
import { serviceNotification } from './service-notification.ts';

export interface Incoming {
  readonly dc: DataCentre;
  readonly session: Session;
  readonly connection: Connection;
  readonly message: Message;
  readonly received: Received;
  readonly opened: OpenedRequest;
}

/** An answer that takes longer than this is announced by an acknowledgement. */
const acknowledgeAfterMs = 500;

/** Logs a call, lets faults happen, has it handled and sends the answer. Resolves false on an error. */
export async function answerCall(incoming: Incoming): Promise<boolean> {
  const { dc, session, connection, message, opened } = incoming;
  const { world } = dc;
  const phone = phoneOf(opened.request) ?? identityOf(session).phone;
  const entry = world.calls.add({
    atMs: world.nowMs(),
    dc: dc.id,
    method: opened.method,
    ...(phone === undefined ? {} : { phone }),
    authKeyId: session.key.id,
    sessionId: session.id.toString(),
    msgId: message.msgId.toString(),
    connection: connection.id,
  });
  const fault = world.faults.take(opened.method, phone);
  if (fault?.action === 'dropBefore') {
    world.calls.settle(entry, 'droppedBefore');
    // Never handled, so the same message may come again and be handled then.
    session.received.delete(message.msgId);
    connection.destroy();
    return false;
  }
  const use = beginUse(session.key, connection);
  const acknowledge = setTimeout(() => {
    session.acknowledge(message.msgId);
  }, acknowledgeAfterMs).unref();
  try {
    if (fault?.action === 'delay') await sleep(fault.delayMs);
    const waited = await earlierCalls(session, opened);
    const circumstances = { phone, parallel: use.parallel, waited, fault };
    const { body, outcome, notice } = await kept(incoming, await outcomeOf(incoming, circumstances));
    world.calls.settle(entry, outcome);
    const shown = phone === undefined ? {} : { phone: maskedPhone(phone) };
    world.logger.debug({ dc: dc.id, seq: entry.seq, method: opened.method, ...shown, outcome }, 'call');
    if (fault?.action === 'dropAfter') connection.destroy();
    if (fault?.action === 'holdReply') {
      const isAwaited = (): boolean => session.connection?.isOpen === true && !incoming.received.dropped;
      await world.faults.hold({ call: entry, isAwaited, delayMs: fault.delayMs });
    }
    incoming.received.acknowledged = true;
    if (!incoming.received.dropped) incoming.received.answer = session.sendContent(body, 'reply');
    if (notice !== undefined) session.sendContent(serviceNotification(notice, world.nowMs()), 'notification');
    return outcome === 'ok';
  } finally {
    clearTimeout(acknowledge);
    use.end();
  }
}

interface Circumstances {
  readonly phone: string | undefined;
  readonly parallel: boolean;
  /** False when a call that this one had to wait for failed. */
  readonly waited: boolean;
  readonly fault: Fault | undefined;
}

interface Outcome {
  readonly body: Buffer;
  /** 'ok', or the error's name. */
  readonly outcome: string;
  /** For the account's owner. */
  readonly notice?: string | undefined;
}

/** What a client is told is in the file before it is told; what cannot be kept is told as an error. */
async function kept({ dc, message }: Incoming, outcome: Outcome): Promise<Outcome> {
  try {
    await dc.world.save?.();
    return outcome;
  } catch {
    return failed(message, new RpcError(500, 'RPC_CALL_FAIL'));
  }
}

function failed({ msgId }: Message, { code, message: name, notice }: RpcError): Outcome {
  return { body: rpcErrorResult(msgId, code, name), outcome: name, notice };
}

async function outcomeOf(incoming: Incoming, circumstances: Circumstances): Promise<Outcome> {
  const { dc, session, message, opened } = incoming;
  const { world } = dc;
  const sessionKey = session.key;
  const { phone, parallel, waited, fault } = circumstances;
  try {
    if (parallel) refuseParallelUse(dc, session);
    if (fault?.action === 'error') throw new RpcError(fault.code, fault.message);
    if (!waited) throw new RpcError(400, 'MSG_WAIT_FAILED');
    const call: Call = {
      world,
      dcId: dc.id,
      key: identityOf(session),
      sessionKey,
      keys: dc.keys,
      sessionId: session.id,
      msgId: message.msgId,
      method: opened.method,
      account: world.accounts.find(phone),
      nowMs: world.nowMs(),
      layer: opened.layer ?? sessionKey.layer ?? 0,
    };
    const answer = await handleCall(opened, call);
    return { body: rpcResult(message.msgId, answer.getBytes()), outcome: 'ok' };
  } catch (error) {
    if (!(error instanceof RpcError)) {
      world.logger.warn({ method: opened.method, err: error }, 'a handler failed');
    }
    return failed(message, error instanceof RpcError ? error : new RpcError(500, 'RPC_CALL_FAIL'));
  }
}

/** The session is destroyed with the first parallel request, whichever connection made it. */
function refuseParallelUse(dc: DataCentre, session: Session): void {
  const key = identityOf(session);
  const { authorization } = key;
  const strict = dc.world.settings.duplicatedOnUnauthorised === 'yes';
  if (authorization.kind !== 'signedIn' && !strict) return;
  if (authorization.kind !== 'none') {
    dc.world.accounts.find(authorization.phone)?.keys.delete(key);
  }
  key.authorization = notSignedIn;
  throw new RpcError(406, 'AUTH_KEY_DUPLICATED');
}

function identityOf({ key }: Session): AuthKey {
  return key.permanent ?? key;
}

/** invokeAfterMsg: waits for calls of this session; false when one of them failed. */
async function earlierCalls(session: Session, { after }: OpenedRequest): Promise<boolean> {
  for (const msgId of after) {
    const earlier = session.received.get(msgId);
    if (earlier && !(await earlier.done)) return false;
  }
  return true;
}

function phoneOf(request: unknown): string | undefined {
  if (typeof request !== 'object' || request === null || !('phoneNumber' in request)) return undefined;
  // A hostile client's number must not fill the log.
  const digits = typeof request.phoneNumber === 'string' ? digitsOf(request.phoneNumber.slice(0, 40)) : '';
  return digits === '' ? undefined : digits.slice(0, 15);
}
