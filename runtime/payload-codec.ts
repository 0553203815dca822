import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import proto from '@temporalio/proto';
import { type KeyRing, keyIdOf, seal, unseal } from './sealing.ts';
import { SealingError } from './sealing-error.ts';

/** `metadata.encoding` of every payload that Latchkey writes. */
export const sealedEncoding = 'binary/latchkey-sealed';

/**
 * How `metadata.encoding` begins in what a workflow gets in place of a payload that does not open; the reason's code
 * follows. No converter knows it: whoever converts such a payload to a value fails, and there is no data in it to believe.
 */
export const unreadableEncoding = 'binary/latchkey-unreadable';

/**
 * What sealed payloads are bound to. One constant, not the workflow: Temporal copies payloads between runs
 * (continue-as-new, reset) and shows them to codec servers without saying where they came from.
 */
const boundTo = 'latchkey/temporal-payload/1';

/** Temporal's encoding of "no value". The server makes such payloads itself, and they carry nothing. */
const nothingEncoding = 'binary/null';

/**
 * What the server itself answers for an activity that was cancelled between two attempts, in place of a worker
 * (temporal/service/history, `activityCancellationMsgActivityNotStarted`). It is read as no value.
 */
const notStarted = { encoding: 'json/plain', data: '"ACTIVITY_ID_NOT_STARTED"' };

/**
 * Seals every payload whole, its metadata included, so that Temporal's server sees an encoding name, a key id and
 * a length. The key id in the metadata is for people who look at a history; opening trusts the sealed one only.
 *
 * Decoding refuses a payload with data that is not sealed, for accepting it would let anyone with access to Temporal but
 * without a key put words into a sign-in (a signal from `temporal workflow signal`, a changed history). What carries no
 * data passes, and one constant is read as nothing, because Temporal makes these itself.
 *
 * @throws {SealingError} when decoding: see its codes. With `onUnreadable`, for workers, not where a workflow is
 *   addressed: Temporal decodes everything that came since a workflow's last task at once, before the workflow runs, so one
 *   message of a stranger would fail that task now and at every repetition. The message becomes `unreadableEncoding`
 *   instead, and fails where it is converted: an update alone is rejected, a signal is never converted (no workflow
 *   handles any), an input still fails the task. What activities take and answer is refused here as ever.
 */
export class SealingPayloadCodec implements PayloadCodec {
  readonly #ring: KeyRing;
  readonly #onUnreadable: ((error: unknown) => void) | undefined;

  constructor(ring: KeyRing, { onUnreadable }: { onUnreadable?: (error: unknown) => void } = {}) {
    this.#ring = ring;
    this.#onUnreadable = onUnreadable;
  }

  // async, so that an error is a rejection as the interface promises.
  async encode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => this.#sealed(payload));
  }

  async decode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    const onUnreadable = context?.type === 'workflow' ? this.#onUnreadable : undefined;
    return payloads.map((payload) => {
      try {
        return this.#opened(payload);
      } catch (error) {
        if (onUnreadable === undefined) throw error;
        onUnreadable(error);
        return unreadable(error);
      }
    });
  }

  #sealed(payload: Payload): Payload {
    const inner = proto.temporal.api.common.v1.Payload.encode(payload).finish();
    const data = seal(this.#ring, inner, boundTo);
    return {
      metadata: { encoding: Buffer.from(sealedEncoding), 'encryption-key-id': Buffer.from(keyIdOf(data)) },
      data,
    };
  }

  #opened(payload: Payload): Payload {
    const encoding = text(payload.metadata?.['encoding']);
    if (encoding === sealedEncoding) {
      const inner = proto.temporal.api.common.v1.Payload.decode(
        unseal(this.#ring, payload.data ?? new Uint8Array(), boundTo),
      );
      return { metadata: inner.metadata, data: inner.data };
    }
    if (encoding === notStarted.encoding && text(payload.data) === notStarted.data) return nothing();
    if ((payload.data?.length ?? 0) === 0 && (encoding === nothingEncoding || encoding === '')) return payload;
    throw new SealingError(
      'NOT_SEALED',
      `A payload from Temporal is not sealed (encoding "${encoding.slice(0, 40)}"), so Latchkey did not write it. Use the latchkey command or its client to talk to sign-ins, not a plain Temporal client.`,
    );
  }
}

function nothing(): Payload {
  return { metadata: { encoding: Buffer.from(nothingEncoding) }, data: new Uint8Array() };
}

function unreadable(error: unknown): Payload {
  const code = error instanceof SealingError ? error.code : 'MALFORMED';
  return { metadata: { encoding: Buffer.from(`${unreadableEncoding}; ${code}`) }, data: new Uint8Array() };
}

function text(bytes: Uint8Array | null | undefined): string {
  return bytes == null ? '' : Buffer.from(bytes).toString('utf8');
}
