import type { DataCentre } from '../data-centre.ts';
import { answerCall } from '../rpc/answer-call.ts';
import { openRequest } from '../rpc/open-request.ts';
import { TlReader } from '../tl/tl-reader.ts';
import { badMessageCodes, badMsgIdCode, badMsgNotification } from './bad-message.ts';
import type { Connection } from './connection.ts';
import type { FrameBudget } from './frame-budget.ts';
import { gzipPackedId } from './gzip.ts';
import { containerId, openContainer } from './message.ts';
import type { Message } from './message.ts';
import { handleService, isService } from './service-messages.ts';
import type { Session } from './session.ts';

interface From {
  readonly dc: DataCentre;
  readonly session: Session;
  readonly connection: Connection;
  readonly budget: FrameBudget;
}

/** A container, a message about messages, or a call. */
export function receiveMessage(from: From, packed: Message): void {
  const message = unpacked(from, packed);
  const id = new TlReader(message.body).id();
  if (id === containerId) {
    receiveContainer(from, message);
    return;
  }
  receiveOne(from, message, id);
}

/** Once: what is packed twice is no message. */
function unpacked({ budget }: From, message: Message): Message {
  const isPacked = new TlReader(message.body).id() === gzipPackedId;
  return isPacked ? { ...message, body: budget.unpack(message.body) } : message;
}

function receiveContainer(from: From, container: Message): void {
  const { session } = from;
  const refuse = (code: number): void => session.sendService(badMsgNotification(container, code));
  if (session.received.get(container.msgId)) {
    refuse(badMessageCodes.containerIdUsed);
    return;
  }
  if (container.seqNo % 2 !== 0) {
    refuse(badMessageCodes.seqNoNotEven);
    return;
  }
  const inner = openContainer(container.body)?.map((message) => unpacked(from, message));
  if (!inner?.every(({ msgId, body }) => msgId < container.msgId && new TlReader(body).id() !== containerId)) {
    refuse(badMessageCodes.badContainer);
    return;
  }
  for (const message of inner) receiveOne(from, message, new TlReader(message.body).id());
  session.received.add(container, false);
}

function receiveOne(from: From, message: Message, id: number): void {
  const { session } = from;
  const known = session.received.get(message.msgId);
  if (known?.isCall) {
    // A repeated call is answered from the store and not handled again.
    if (known.answer) session.write(known.answer);
    else session.acknowledge(message.msgId);
    return;
  }
  const bad = known ? undefined : badNumberOf(session, message, id);
  if (bad !== undefined) {
    session.sendService(badMsgNotification(message, bad));
    return;
  }
  if (handleService({ ...from, message })) {
    if (known === undefined) session.received.add(message, false);
    return;
  }
  const opened = openRequest(message.body, from.budget);
  const received = session.received.add(message, true);
  received.done = answerCall({ ...from, message, received, opened }).catch((error: unknown) => {
    from.dc.world.logger.warn({ err: error }, 'a call could not be answered');
    return false;
  });
}

/**
 * Calls need an acknowledgement. Messages about messages are numbered either way: mtcute gives even msgs_ack an odd
 * number, TDLib gives pings an even one. In a container a message may be older than its own time allows.
 */
function badNumberOf(session: Session, message: Message, id: number): number | undefined {
  const isOdd = message.seqNo % 2 !== 0;
  if (badMsgIdCode(message.msgId, 0) === badMessageCodes.msgIdNotDivisibleBy4) {
    return badMessageCodes.msgIdNotDivisibleBy4;
  }
  if (!isService(id) && !isOdd) return badMessageCodes.seqNoNotOdd;
  return session.received.badNumber(message);
}
