import type { DataCentre } from '../data-centre.ts';
import { longestTimerSeconds } from '../longest-timer.ts';
import { TlReader } from '../tl/tl-reader.ts';
import { TlWriter } from '../tl/tl-writer.ts';
import type { Connection } from './connection.ts';
import type { FrameBudget } from './frame-budget.ts';
import { rpcErrorResult, rpcResult } from './rpc-result.ts';
import type { Message } from './message.ts';
import type { Outgoing, Session } from './session.ts';

export interface ServiceContext {
  readonly dc: DataCentre;
  readonly session: Session;
  readonly connection: Connection;
  readonly message: Message;
  readonly budget: FrameBudget;
}

/** Answers one service message; its constructor id is read already. */
type ServiceHandler = (reader: TlReader, context: ServiceContext) => void;

/** Handles the messages that are no RPC; false when this is none of them. */
export function handleService(context: ServiceContext): boolean {
  const reader = new TlReader(context.message.body);
  const handler = handlers.get(reader.id());
  handler?.(reader, context);
  return handler !== undefined;
}

export function isService(id: number): boolean {
  return handlers.has(id);
}

const handlers = new Map<number, ServiceHandler>([
  [0x62d6b459, acknowledge],
  [0x7abe77ec, ping],
  [0xf3427b8c, pingDelayDisconnect],
  [0xb921bd04, futureSalts],
  [0xda69fb52, stateRequest],
  [0x7d861a08, resendMessages],
  [0x8610baeb, resendAnswers],
  [0x58e4a740, dropAnswer],
  [0xe7512126, destroySession],
  [0xd1435160, destroyAuthKey],
  [0x9299359f, refuseHttpWait],
  // A client's answers and news, which ask for nothing: msgs_state_info, msgs_all_info, msg_(new_)detailed_info.
  [0x04deb57d, () => undefined],
  [0x8cc0d131, () => undefined],
  [0x276d3ec6, () => undefined],
  [0x809db6df, () => undefined],
]);

function acknowledge(reader: TlReader, { session }: ServiceContext): void {
  for (const msgId of reader.longs()) session.confirm(msgId);
}

function ping(reader: TlReader, { session, message }: ServiceContext): void {
  session.sendService(new TlWriter().id(0x347773c5).long(message.msgId).long(reader.long()).bytes());
}

function pingDelayDisconnect(reader: TlReader, context: ServiceContext): void {
  ping(reader, context);
  context.connection.disconnectAfter(Math.min(Math.max(reader.int(), 1), longestTimerSeconds) * 1000);
}

/** Several salts, whatever was asked: grammers loops when it gets one. */
function futureSalts(reader: TlReader, context: ServiceContext): void {
  const { dc, session, message } = context;
  const nowMs = dc.world.nowMs();
  const future = dc.salts.future(session.key, Math.max(reader.int(), 4), nowMs);
  const writer = new TlWriter()
    .id(0xae500895)
    .long(message.msgId)
    .int(Math.floor(nowMs / 1000));
  writer.int(future.length);
  for (const { validSinceSeconds, validUntilSeconds, salt } of future) {
    writer.int(validSinceSeconds).int(validUntilSeconds).long(salt);
  }
  session.sendService(writer.bytes());
}

/** States as in core.telegram.org/mtproto/service_messages_about_messages. */
function stateRequest(reader: TlReader, context: ServiceContext): void {
  const { session } = context;
  sendStates(
    context,
    reader.longs().map((msgId) => session.stateOf(msgId)),
  );
}

/** Messages of ours again; where one is not there any more, the states of all besides. */
function resendMessages(reader: TlReader, context: ServiceContext): void {
  const { session } = context;
  resend(reader.longs(), context, (msgId) => session.unacknowledged.get(msgId));
}

/** The same by the client's own messages, which are answered again. */
function resendAnswers(reader: TlReader, context: ServiceContext): void {
  const { session } = context;
  resend(reader.longs(), context, (msgId) => session.received.get(msgId)?.answer);
}

function resend(msgIds: bigint[], context: ServiceContext, find: (msgId: bigint) => Outgoing | undefined): void {
  const { session, budget } = context;
  const found = msgIds.map((msgId) => find(msgId));
  for (const outgoing of found) if (outgoing && budget.mayResend(outgoing.msgId)) session.write(outgoing);
  if (found.every((outgoing) => outgoing !== undefined)) return;
  sendStates(
    context,
    msgIds.map((msgId, at) => (found[at] ? 4 : session.stateOf(msgId))),
  );
}

function sendStates({ session, message }: ServiceContext, states: number[]): void {
  session.sendService(new TlWriter().id(0x04deb57d).long(message.msgId).blob(Buffer.from(states)).bytes());
}

function dropAnswer(reader: TlReader, { session, message }: ServiceContext): void {
  const msgId = reader.long();
  const received = session.received.get(msgId);
  const answer = received?.answer;
  const result = new TlWriter();
  if (received === undefined || (answer && !session.unacknowledged.has(answer.msgId))) {
    result.id(0x5e2ad36e); // rpc_answer_unknown
  } else if (answer === undefined) {
    received.dropped = true;
    result.id(0xcd78e586); // rpc_answer_dropped_running
  } else {
    session.unacknowledged.delete(answer.msgId);
    result.id(0xa43ad8b7).long(answer.msgId).int(answer.seqNo).int(answer.body.length);
  }
  session.sendContent(rpcResult(message.msgId, result.bytes()), 'reply');
}

function destroySession(reader: TlReader, { session }: ServiceContext): void {
  const id = reader.long();
  const known = id !== session.id && session.key.sessions.delete(id);
  session.sendService(
    new TlWriter()
      .id(known ? 0xe22045fc : 0x62d350c9)
      .long(id)
      .bytes(),
  );
}

/** destroy_auth_key_ok comes bare, as TDLib expects it; then nobody knows the key any more. */
function destroyAuthKey(_reader: TlReader, { dc, session }: ServiceContext): void {
  session.sendService(new TlWriter().id(0xf660e1d4).bytes());
  dc.keys.forget(session.key);
}

/** Long polling belongs to the HTTP transport, which is not offered. */
function refuseHttpWait(_reader: TlReader, { dc, session, message }: ServiceContext): void {
  dc.world.logger.warn({ dc: dc.id }, 'refused http_wait: it belongs to the HTTP transport');
  session.sendContent(rpcErrorResult(message.msgId, 400, 'METHOD_NOT_IMPLEMENTED'), 'reply');
}
