import type { DataCentre } from '../data-centre.ts';
import { answerCall } from '../rpc/answer-call.ts';
import { TlReader } from '../tl/tl-reader.ts';
import { TlWriter } from '../tl/tl-writer.ts';
import { badMessageCodes, badMsgIdCode, badMsgNotification, badServerSalt } from './bad-message.ts';
import type { Connection } from './connection.ts';
import { gzipPackedId, unpack } from './gzip.ts';
import { openContainer, openEnvelope } from './message.ts';
import type { Envelope, Message } from './message.ts';
import { handleService } from './service-messages.ts';
import { Session } from './session.ts';

const containerId = 0x73f1f8dc;
/** Sessions that one key may have; the oldest is forgotten first. */
const maxSessionsPerKey = 50;

/** One payload from the transport: a step of the key exchange, or an encrypted message. */
export function receiveFrame(dc: DataCentre, connection: Connection, frame: Buffer): void {
  const reader = new TlReader(frame);
  const keyId = reader.raw(8);
  if (keyId.equals(Buffer.alloc(8))) {
    receivePlain(dc, connection, reader);
    return;
  }
  const key = dc.keys.get(keyId.toString('hex'));
  if (key === undefined) {
    connection.fail(-404);
    return;
  }
  const envelope = openEnvelope(key, frame);
  const session = key.sessions.get(envelope.sessionId) ?? newSession(dc, key, envelope);
  session.attach(connection);
  if (!checkEnvelope(dc, session, envelope)) return;
  if (!key.sessions.has(session.id)) welcome(dc, session, envelope);
  receiveMessage(dc, session, connection, envelope);
}

function receivePlain(dc: DataCentre, connection: Connection, reader: TlReader): void {
  reader.long(); // msg_id
  const answer = connection.keyExchange.answer(reader.raw(reader.int()));
  if (answer === undefined) return;
  const nowMs = dc.world.nowMs();
  const msgId = (BigInt(Math.floor(nowMs / 1000)) << 32n) | BigInt((nowMs % 1000) << 2) | 1n;
  connection.send(new TlWriter().long(0n).long(msgId).int(answer.length).raw(answer).bytes());
}

function newSession(dc: DataCentre, key: Session['key'], envelope: Envelope): Session {
  return new Session(envelope.sessionId, key, envelope.msgId, {
    salt: () => dc.salts.current(key, dc.world.nowMs()),
    nowMs: () => dc.world.nowMs(),
  });
}

/** A message with a wrong salt or an impossible id is not handled, only answered. */
function checkEnvelope(dc: DataCentre, session: Session, envelope: Envelope): boolean {
  const nowMs = dc.world.nowMs();
  const badId = badMsgIdCode(envelope.msgId, nowMs);
  if (badId !== undefined) {
    session.sendService(badMsgNotification(envelope, badId));
    return false;
  }
  if (!dc.salts.accepts(session.key, envelope.salt, nowMs)) {
    session.sendService(badServerSalt(envelope, dc.salts.current(session.key, nowMs)));
    return false;
  }
  return true;
}

function welcome(dc: DataCentre, session: Session, envelope: Envelope): void {
  session.firstMsgId = envelope.msgId;
  session.key.sessions.set(session.id, session);
  for (const [id, old] of session.key.sessions) {
    if (session.key.sessions.size <= maxSessionsPerKey) break;
    if (!old.connection?.isOpen) session.key.sessions.delete(id);
  }
  session.sendContent(
    new TlWriter()
      .id(0x9ec20908) // new_session_created
      .long(envelope.msgId)
      .long(session.uniqueId)
      .long(dc.salts.current(session.key, dc.world.nowMs()))
      .bytes(),
    'notification',
  );
}

function receiveMessage(dc: DataCentre, session: Session, connection: Connection, message: Message): void {
  const id = new TlReader(message.body).id();
  if (id === gzipPackedId) {
    receiveMessage(dc, session, connection, { ...message, body: unpack(message.body) });
    return;
  }
  if (id === containerId) {
    for (const inner of openContainer(message.body)) {
      if (inner.msgId >= message.msgId || new TlReader(inner.body).id() === containerId) {
        session.sendService(badMsgNotification(message, badMessageCodes.badContainer));
        return;
      }
      receiveMessage(dc, session, connection, inner);
    }
    return;
  }
  const nowMs = dc.world.nowMs();
  if (handleService({ session, connection, message, salts: dc.salts, nowMs })) return;
  receiveCall(dc, session, connection, message);
}

function receiveCall(dc: DataCentre, session: Session, connection: Connection, message: Message): void {
  const known = session.received.get(message.msgId);
  if (known !== undefined) {
    // A repeated message is answered from the store; while it runs, its answer is on the way.
    if (known.answer) session.write(known.answer);
    return;
  }
  if (message.seqNo % 2 === 0) {
    session.sendService(badMsgNotification(message, badMessageCodes.seqNoNotOdd));
    return;
  }
  const received = { answer: undefined, dropped: false, done: Promise.resolve(true) };
  session.remember(message.msgId, received);
  received.done = answerCall({ dc, session, connection, message, received });
}
