import { OverBudgetError } from '../message-layer/frame-budget.ts';
import type { FrameBudget } from '../message-layer/frame-budget.ts';
import { gzipPackedId } from '../message-layer/gzip.ts';
import { TlReader, TlReadError } from '../tl/tl-reader.ts';
import { readInitConnection } from './init-connection.ts';
import type { InitConnection } from './init-connection.ts';
import { readRequest } from './read-request.ts';

/** A request without its wrappers. */
export interface OpenedRequest {
  /** In Telegram's spelling: auth.sendCode. '#1234abcd' when no schema here knows the id, 'unreadable' without one. */
  readonly method: string;
  /** A GramJS request object; undefined when this sandbox does not implement or cannot read it. */
  readonly request: unknown;
  readonly layer: number | undefined;
  readonly init: InitConnection | undefined;
  /** msg_ids of invokeAfterMsg(s): this call waits for them. */
  readonly after: readonly bigint[];
}

/**
 * Takes the wrappers off by hand, because what they hold may be of a layer unknown here.
 * @throws OverBudgetError, and nothing else
 */
export function openRequest(body: Buffer, budget: FrameBudget): OpenedRequest {
  const opened = { layer: undefined, init: undefined, after: [] };
  try {
    return open(body, opened, budget);
  } catch (error) {
    if (error instanceof OverBudgetError) throw error;
    return { ...opened, method: 'unreadable', request: undefined };
  }
}

type Wrappers = Pick<OpenedRequest, 'layer' | 'init' | 'after'>;

function open(body: Buffer, wrappers: Wrappers, budget: FrameBudget): OpenedRequest {
  let { layer, init } = wrappers;
  const after: bigint[] = [];
  let reader = new TlReader(body);
  for (let depth = 0; depth < 20; depth++) {
    const start = reader.offset;
    const id = reader.id();
    switch (id) {
      case 0xda9b0d0d: // invokeWithLayer
        layer = reader.int();
        break;
      case 0xc1cd5ea9: // initConnection
        init = readInitConnection(reader);
        break;
      case 0xbf9459b7: // invokeWithoutUpdates
        break;
      case 0xcb9f372d: // invokeAfterMsg
        after.push(reader.long());
        break;
      case 0x3dc4b4f0: // invokeAfterMsgs
        after.push(...reader.longs());
        break;
      case 0x365275f2: // invokeWithMessagesRange
        reader.raw(12);
        break;
      case 0xaca9fd2e: // invokeWithTakeout
        reader.long();
        break;
      case gzipPackedId:
        reader = new TlReader(budget.unpack(reader.bytes.subarray(start)));
        break;
      default:
        return { ...readRequest(reader.bytes.subarray(start), id), layer, init, after };
    }
  }
  throw new TlReadError('wrapped more than 20 times');
}
