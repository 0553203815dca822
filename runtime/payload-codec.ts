import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { type KeyRing, keyIdOf, seal, unseal } from './sealing.ts';
import { SealingError } from './sealing-error.ts';

/** `metadata.encoding` of every payload that Latchkey writes. */
export const sealedEncoding = 'binary/latchkey-sealed';

/**
 * What sealed payloads are bound to. One constant, not the workflow: Temporal copies payloads between runs
 * (continue-as-new, reset) and shows them to codec servers without saying where they came from.
 */
const boundTo = 'latchkey/temporal-payload/1';

/** Temporal's encoding of "no value". The server makes such payloads itself, and they carry nothing. */
const nothingEncoding = 'binary/null';

/**
 * Seals every payload whole, its metadata included, so that Temporal's server sees an encoding name, a key id and
 * a length. The key id in the metadata is for people who look at a history; opening trusts the sealed one only.
 *
 * Decoding refuses a payload with data that is not sealed, for accepting it would let anyone with access to Temporal but
 * without a key put words into a sign-in (a signal from `temporal workflow signal`, a changed history). What carries no
 * data passes, because Temporal makes that itself.
 *
 * @throws {SealingError} when decoding: see its codes
 */
export class SealingPayloadCodec implements PayloadCodec {
  readonly #ring: KeyRing;

  constructor(ring: KeyRing) {
    this.#ring = ring;
  }

  // async, so that an error is a rejection as the interface promises.
  async encode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => this.#sealed(payload));
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => this.#opened(payload));
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
    if ((payload.data?.length ?? 0) === 0 && (encoding === nothingEncoding || encoding === '')) return payload;
    throw new SealingError(
      'NOT_SEALED',
      `A payload from Temporal is not sealed (encoding "${encoding.slice(0, 40)}"), so Latchkey did not write it. Use the latchkey command or its client to talk to sign-ins, not a plain Temporal client.`,
    );
  }
}

function text(bytes: Uint8Array | null | undefined): string {
  return bytes == null ? '' : Buffer.from(bytes).toString('utf8');
}
