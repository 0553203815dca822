import type { DataCentre } from '../data-centre.ts';
import type { AuthKey } from '../key-exchange/auth-key.ts';
import { TlReader } from '../tl/tl-reader.ts';
import { TlWriter } from '../tl/tl-writer.ts';
import type { Frame } from '../transport/framing.ts';
import { badMsgIdCode, badMsgNotification, badServerSalt } from './bad-message.ts';
import type { Connection } from './connection.ts';
import { FrameBudget } from './frame-budget.ts';
import { openEnvelope } from './message.ts';
import type { Envelope } from './message.ts';
import { receiveMessage } from './receive-message.ts';
import { Session } from './session.ts';

/** Sessions that one key may have; the oldest is forgotten first. */
const maxSessionsPerKey = 50;

/** One payload from the transport: a step of the key exchange, or an encrypted message. */
export function receiveFrame(dc: DataCentre, connection: Connection, frame: Frame): void {
  const reader = new TlReader(frame.payload);
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
  const envelope = openEnvelope(key, frame.payload);
  connection.heard(dc.world.settings.idleSeconds * 1000);
  if (frame.quickAck) connection.sendQuickAck(envelope.quickAckToken());
  const session = key.sessions.get(envelope.sessionId) ?? newSession(dc, key, envelope);
  session.attach(connection);
  if (!checkEnvelope(dc, session, envelope)) return;
  if (!key.sessions.has(session.id)) welcome(dc, session, envelope);
  receiveMessage({ dc, session, connection, budget: new FrameBudget() }, envelope);
}

function receivePlain(dc: DataCentre, connection: Connection, reader: TlReader): void {
  reader.long(); // msg_id
  const answer = connection.keyExchange.answer(reader.raw(reader.int()));
  if (answer === undefined) return;
  const msgId = dc.plainIds.next(dc.world.nowMs(), 'reply');
  connection.send(new TlWriter().long(0n).long(msgId).int(answer.length).raw(answer).bytes());
}

function newSession(dc: DataCentre, key: AuthKey, envelope: Envelope): Session {
  return new Session(envelope.sessionId, key, envelope.msgId, {
    salt: () => dc.salts.current(key, dc.world.nowMs()),
    nowMs: () => dc.world.nowMs(),
    forges: (what) => dc.world.faults.forges(what),
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
  makeRoom(session.key.sessions);
  session.key.sessions.set(session.id, session);
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

/** Sessions without a connection go before those with one, and the oldest first. */
function makeRoom(sessions: Map<bigint, Session>): void {
  if (sessions.size < maxSessionsPerKey) return;
  const [oldest] = sessions.values();
  const going = [...sessions.values()].find(({ connection }) => !connection?.isOpen) ?? oldest;
  if (going) sessions.delete(going.id);
}
