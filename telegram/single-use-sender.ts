import type { TelegramClient } from 'telegram/client/TelegramClient.js';
import type { AuthKey } from 'telegram/crypto/AuthKey.js';
import { MTProtoSender } from 'telegram/network/MTProtoSender.js';
import { MTProtoState } from 'telegram/network/MTProtoState.js';
import type { RequestState } from 'telegram/network/RequestState.js';
import { MessageContainer } from 'telegram/tl/core/MessageContainer.js';
import { RPCResult } from 'telegram/tl/core/RPCResult.js';
import { TLMessage } from 'telegram/tl/core/TLMessage.js';
import { Api } from 'telegram/tl/index.js';
import type { TelegramError } from '../domain/telegram-error.ts';
import { checkMessages } from './check-messages.ts';
import { MessageIds } from './message-ids.ts';
import { parseRpcError } from './rpc-error.ts';
import { serviceNotice } from './service-notice.ts';
import { silentLogger } from './silent-logger.ts';

/** An RPC error on its way from the wire to the caller. */
export class RefusedByTelegramError extends Error {
  override name = 'RefusedByTelegramError';
  readonly error: TelegramError;

  constructor(error: TelegramError) {
    super(error.raw);
    this.error = error;
  }
}

/**
 * GramJS's encrypted session, below its `invoke()`: each `send` writes one request and waits for its answer. It sleeps for no
 * flood, follows no migration and, unlike GramJS, never reconnects. Requests that the server has rejected unread (wrong salt,
 * wrong clock) are sent again with what the server corrected; that happens while the connection is initialised.
 *
 * Everything here that GramJS types as `any` or keeps private is checked when it is touched.
 */
export class SingleUseSender extends MTProtoSender {
  /** Told of each text for the account's owner. */
  onNotice: ((text: string) => void) | undefined;
  /** Told when GramJS would reconnect, or would give up on the key. */
  onBroken: (() => void) | undefined;
  /** Told when an update says that a login token was accepted. Other updates are of no use here. */
  onLoginToken: (() => void) | undefined;
  readonly #ids = new MessageIds();

  /** @param carrier never connected: GramJS's sender wants a client to report to. */
  constructor(authKey: AuthKey, dcId: number, carrier: TelegramClient) {
    super(authKey, {
      logger: silentLogger,
      client: carrier,
      dcId,
      isMainSender: true,
      retries: 1,
      reconnectRetries: 0,
      delay: 0,
      autoReconnect: false,
      connectTimeout: null,
      authKeyCallback: null,
      securityChecks: true,
      _exportedSenderPromises: new Map(),
    });
    checkMessages(this.#state(), authKey, this.#ids);
  }

  get timeOffsetSeconds(): number {
    return this.#state().timeOffset;
  }

  set timeOffsetSeconds(seconds: number) {
    this.#state().timeOffset = seconds;
  }

  override reconnect(): void {
    this.onBroken?.();
  }

  override async _reconnect(): Promise<void> {
    this.onBroken?.();
  }

  override _handleBadAuthKey(onlyThisCall = false): void {
    if (!onlyThisCall) this.onBroken?.();
  }

  /** Of all news only texts for the owner are wanted, and that a login token was accepted: nobody asked for the others. */
  override async _handleUpdate(message: TLMessage): Promise<void> {
    const notice = serviceNotice(message.obj);
    if (notice !== undefined) this.onNotice?.(notice);
    if (saysLoginToken(message.obj)) this.onLoginToken?.();
  }

  /** Messages in a container have ids of their own, for which the same holds. */
  override async _handleContainer(message: TLMessage): Promise<void> {
    const inside = messagesIn(message.obj);
    message.obj = new MessageContainer(
      inside.filter(({ msgId }) => this.#ids.accepts(BigInt.asUintN(64, BigInt(String(msgId))))),
    );
    await super._handleContainer(message);
  }

  /** GramJS turns errors into classes that lose their string, and stops reading the container they came in. */
  override _handleRPCResult(message: TLMessage): void {
    const refusal = refusalIn(message.obj);
    if (refusal === undefined) {
      super._handleRPCResult(message);
      return;
    }
    const waiting = this.#takePending(refusal.msgId);
    waiting?.reject(new RefusedByTelegramError(parseRpcError(refusal.error.errorCode, refusal.error.errorMessage)));
  }

  #takePending(msgId: string): RequestState | undefined {
    const waiting = this._pendingState._pending.get(msgId);
    this._pendingState._pending.delete(msgId);
    return waiting;
  }

  #state(): MTProtoState {
    const state: unknown = Reflect.get(this, '_state');
    if (state instanceof MTProtoState) return state;
    throw new TypeError('GramJS keeps its session state in another way than this version expects.');
  }
}

function saysLoginToken(updates: unknown): boolean {
  if (updates instanceof Api.UpdateShort) return updates.update instanceof Api.UpdateLoginToken;
  if (!(updates instanceof Api.Updates) && !(updates instanceof Api.UpdatesCombined)) return false;
  return updates.updates.some((update) => update instanceof Api.UpdateLoginToken);
}

function messagesIn(container: unknown): TLMessage[] {
  const messages: unknown = container instanceof MessageContainer ? Reflect.get(container, 'messages') : undefined;
  if (Array.isArray(messages)) return messages.filter((each) => each instanceof TLMessage);
  throw new TypeError('GramJS keeps containers in another way than this version expects.');
}

function refusalIn(result: unknown): { msgId: string; error: Api.RpcError } | undefined {
  if (!(result instanceof RPCResult)) return undefined;
  const error: unknown = Reflect.get(result, 'error');
  return error instanceof Api.RpcError ? { msgId: String(Reflect.get(result, 'reqMsgId')), error } : undefined;
}
