import { TlReader } from '../tl/tl-reader.ts';
import { TlWriter } from '../tl/tl-writer.ts';
import type { Connection } from './connection.ts';
import { rpcResult } from './rpc-result.ts';
import type { Message } from './message.ts';
import type { Salts } from './salts.ts';
import type { Session } from './session.ts';

export interface ServiceContext {
  readonly session: Session;
  readonly connection: Connection;
  readonly message: Message;
  readonly salts: Salts;
  readonly nowMs: number;
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

const handlers = new Map<number, ServiceHandler>([
  [0x62d6b459, acknowledge],
  [0x7abe77ec, ping],
  [0xf3427b8c, pingDelayDisconnect],
  [0xb921bd04, futureSalts],
  [0xda69fb52, stateRequest],
  [0x7d861a08, resendRequest],
  [0x58e4a740, dropAnswer],
  [0xe7512126, destroySession],
  // http_wait belongs to another transport; the rest are a client's answers, which ask for nothing.
  [0x9299359f, () => undefined],
  [0x04deb57d, () => undefined],
  [0x8cc0d131, () => undefined],
]);

function acknowledge(reader: TlReader, { session }: ServiceContext): void {
  for (const msgId of reader.longs()) session.unacknowledged.delete(msgId);
}

function ping(reader: TlReader, { session, message }: ServiceContext): void {
  session.sendService(new TlWriter().id(0x347773c5).long(message.msgId).long(reader.long()).bytes());
}

function pingDelayDisconnect(reader: TlReader, context: ServiceContext): void {
  ping(reader, context);
  context.connection.disconnectAfter(Math.max(reader.int(), 1) * 1000);
}

/** Several salts, whatever was asked: grammers loops when it gets one. */
function futureSalts(reader: TlReader, context: ServiceContext): void {
  const { session, message, salts, nowMs } = context;
  const future = salts.future(session.key, Math.max(reader.int(), 4), nowMs);
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
function stateRequest(reader: TlReader, { session, message }: ServiceContext): void {
  const states = reader.longs().map((msgId) => {
    const received = session.received.get(msgId);
    if (received) return 4 + 32 + (received.answer ? 64 : 0);
    if (msgId > session.highestMsgId) return 3;
    return msgId < session.firstMsgId ? 1 : 2;
  });
  const body = new TlWriter().id(0x04deb57d).long(message.msgId).blob(Buffer.from(states));
  session.sendService(body.bytes());
}

function resendRequest(reader: TlReader, context: ServiceContext): void {
  const { session } = context;
  const missing: number[] = [];
  for (const msgId of reader.longs()) {
    const outgoing = session.unacknowledged.get(msgId);
    if (outgoing) session.write(outgoing);
    else missing.push(1);
  }
  if (missing.length === 0) return;
  const body = new TlWriter().id(0x04deb57d).long(context.message.msgId).blob(Buffer.from(missing));
  session.sendService(body.bytes());
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
