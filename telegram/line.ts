import { BadMessageError, TypeNotFoundError } from 'telegram/errors/index.js';
import type { Api } from 'telegram/tl/index.js';
import { withDeadline } from './deadline.ts';
import type { CallOptions, Failed, LoginTokenUpdate } from './gateway.ts';
import { RefusedByTelegramError, type SingleUseSender } from './single-use-sender.ts';
import type { Transport } from './transport.ts';

/** What became of one request. */
export type Outcome = { kind: 'answered'; answer: unknown } | Failed;

/** msg_id too old: the server cannot say whether it has seen the message. The other complaints are rejections. */
const MAY_HAVE_BEEN_SEEN = 20;

/** Where the number is 406, a text for the owner follows as an update of its own: https://core.telegram.org/api/errors. */
const WITH_NOTICE = 406;
/** It comes right behind the error or not at all; nothing says how soon. */
const NOTICE_PATIENCE_MS = 1_000;

/**
 * One connection from its first byte to its last. It ends once: by `close`, by the signal, by a deadline that passed, by the
 * server, by an error of the transport. When it ends the socket is gone before anyone is told, so no request is written later.
 */
export class Line {
  /** The transport's own error, if one has come. */
  transportError: number | undefined;
  readonly #transport: Transport;
  readonly #sender: SingleUseSender;
  readonly #options: CallOptions;
  #endsAtMs: number;
  /** Of each request alone. */
  #callMs = Infinity;
  readonly #ended = Promise.withResolvers<string>();
  #endedBecause: string | undefined;
  #wasAccepted = false;
  #onAccepted: (() => void) | undefined;

  /** `endsAtMs`: by `performance.now()`, for all requests together. */
  constructor(transport: Transport, sender: SingleUseSender, options: CallOptions, endsAtMs: number) {
    this.#transport = transport;
    this.#sender = sender;
    this.#options = options;
    this.#endsAtMs = endsAtMs;
    transport.singleUseSocket.mayWrite = () =>
      performance.now() < this.#endsAtMs && options.signal?.aborted !== true && options.mayWrite?.() !== false;
    transport.singleUseSocket.onClose = this.#lost;
    transport.onTransportError = (code) => {
      this.transportError = code;
      this.#end(`Telegram refused the connection with ${code}`);
    };
    sender.onBroken = this.#lost;
    sender.onLoginToken = () => {
      this.#wasAccepted = true;
      this.#onAccepted?.();
    };
    options.signal?.addEventListener('abort', this.#abort, { once: true });
    if (options.signal?.aborted === true) this.#abort();
    if (transport.singleUseSocket.gone) this.#lost();
  }

  get timeOffsetSeconds(): number {
    return this.#sender.timeOffsetSeconds;
  }

  /** Takes an encrypted session over the dialled transport; nothing is written yet. */
  async start(): Promise<void> {
    await this.#sender.connect(this.#transport, false);
  }

  /** For a connection on which something is awaited: it may live that long, and each request has the usual time. */
  hold(staysOpenMs: number): void {
    this.#callMs = this.#options.deadlineMs;
    this.#endsAtMs = performance.now() + staysOpenMs;
  }

  /** Writes one request. Answers within what is left of the connection's deadline, and never throws. */
  async send(request: Api.AnyRequest): Promise<Outcome> {
    if (this.#endedBecause !== undefined) return { kind: 'notSent', reason: this.#endedBecause };
    const deadlineMs = Math.max(1, Math.ceil(Math.min(this.#callMs, this.#endsAtMs - performance.now())));
    const { singleUseSocket } = this.#transport;
    const writesBefore = singleUseSocket.writes;
    const lost = this.#ended.promise.then((reason): Outcome => ({
      kind: singleUseSocket.writes === writesBefore ? 'notSent' : 'lost',
      reason,
    }));
    const notice = Promise.withResolvers<string>();
    this.#sender.onNotice = notice.resolve;
    const outcome = await withDeadline(Promise.race([this.#ask(request), lost]), deadlineMs, () =>
      this.#end(`no answer came within ${this.#options.deadlineMs} ms`),
    );
    return await this.#withNotice(outcome, notice.promise);
  }

  /** The error has come, whatever becomes of the connection while its text is awaited. */
  async #withNotice(outcome: Outcome, notice: Promise<string>): Promise<Outcome> {
    if (outcome.kind !== 'refused' || outcome.error.code !== WITH_NOTICE) return outcome;
    const waited = Promise.withResolvers<undefined>();
    const patienceMs = Math.min(NOTICE_PATIENCE_MS, Math.max(0, this.#endsAtMs - performance.now()));
    const over = this.#ended.promise.then(() => undefined);
    const text = await withDeadline(Promise.race([notice, over, waited.promise]), patienceMs, () =>
      waited.resolve(undefined),
    );
    return text === undefined ? outcome : { ...outcome, notice: text };
  }

  /** What is said from now on is about the token that is asked for now. */
  forgetLoginToken(): void {
    this.#wasAccepted = false;
  }

  async nextLoginTokenUpdate({
    withinMs,
    signal,
  }: {
    withinMs: number;
    signal?: AbortSignal;
  }): Promise<LoginTokenUpdate> {
    const over = Promise.withResolvers<LoginTokenUpdate>();
    const elapse = () => over.resolve({ kind: 'elapsed' });
    this.#onAccepted = () => over.resolve({ kind: 'accepted' });
    if (this.#wasAccepted) this.#onAccepted();
    const timer = setTimeout(elapse, withinMs);
    signal?.addEventListener('abort', elapse, { once: true });
    if (signal?.aborted === true) elapse();
    const lost = this.#ended.promise.then((reason): LoginTokenUpdate => ({ kind: 'lost', reason }));
    try {
      return await Promise.race([over.promise, lost]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', elapse);
      this.#onAccepted = undefined;
    }
  }

  async close(): Promise<void> {
    this.#end('the connection was closed');
    await this.#sender.disconnect();
    await this.#transport.singleUseSocket.whenGone();
  }

  async #ask(request: Api.AnyRequest): Promise<Outcome> {
    try {
      return { kind: 'answered', answer: await this.#sender.send(request) };
    } catch (error) {
      return failureOf(error);
    }
  }

  readonly #lost = () => this.#end(this.#transport.singleUseSocket.fault?.message ?? 'the connection was lost');

  readonly #abort = () => this.#end('the connection was closed at once');

  #end(reason: string): void {
    if (this.#endedBecause !== undefined) return;
    this.#endedBecause = reason;
    this.#transport.singleUseSocket.destroy();
    this.#options.signal?.removeEventListener('abort', this.#abort);
    this.#ended.resolve(reason);
  }
}

function failureOf(error: unknown): Failed {
  if (error instanceof RefusedByTelegramError) return { kind: 'refused', error: error.error };
  if (error instanceof TypeNotFoundError)
    return { kind: 'libraryTooOld', constructorId: hexId(error.invalidConstructorId) };
  if (error instanceof BadMessageError) {
    const code: unknown = Reflect.get(error, 'code');
    return {
      kind: code === MAY_HAVE_BEEN_SEEN ? 'lost' : 'notSent',
      reason: `Telegram rejected the message (${String(code)})`,
    };
  }
  return {
    kind: 'lost',
    reason: `the answer could not be used (${error instanceof Error ? error.name : typeof error})`,
  };
}

function hexId(constructorId: number): string {
  return (constructorId >>> 0).toString(16).padStart(8, '0');
}
