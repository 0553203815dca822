import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { SealingPayloadCodec } from './payload-codec.ts';
import type { KeyRing } from './sealing.ts';

/** How clients talk through Temporal: payloads and failures sealed under the payload keys, and nothing else believed. */
export function createDataConverter(ring: KeyRing): DataConverter {
  return { payloadCodecs: [new SealingPayloadCodec(ring)], failureConverterPath };
}

/** The same for workers, whose workflows outlive messages that do not open; `onUnreadable` is told why one did not. */
export function createWorkerDataConverter(ring: KeyRing, onUnreadable: (error: unknown) => void): DataConverter {
  return { payloadCodecs: [new SealingPayloadCodec(ring, { onUnreadable })], failureConverterPath };
}

// The neighbour with our own ending: .ts as a source, .js when built.
const ownPath = fileURLToPath(import.meta.url);

/** For `bundleWorkflowCode`, which wants the path without the codec. */
export const failureConverterPath = fileURLToPath(new URL(`./failure-converter${extname(ownPath)}`, import.meta.url));
