import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { FuzzMessage } from './sandbox-under-fire.ts';
import { StallWatch } from './stall-watch.ts';

/** A sandbox in a process of its own, so that a crash is seen as one; it tells how much memory and time it takes. */
process.once('disconnect', () => process.exit(0));

const sandbox = await startSandbox({ dcs: [{ id: 2 }], controlPort: 0 });
const stalls = new StallWatch();
process.on('message', (asked) => {
  if (asked === 'strain') {
    tell({ kind: 'strain', peakBytes: process.resourceUsage().maxRSS * 1_024, stallMs: stalls.take() });
    return;
  }
  globalThis.gc?.();
  // The collection is none of the sandbox's doing.
  stalls.take();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  tell({ kind: 'memory', bytes: heapUsed + external + arrayBuffers });
});
tell({
  kind: 'ready',
  port: sandbox.dcs[0]?.port ?? 0,
  controlUrl: sandbox.controlUrl ?? '',
  publicKeyPem: sandbox.publicKeyPem,
  keyFingerprint: sandbox.keyFingerprint.toString(),
});

function tell(message: FuzzMessage): void {
  process.send?.(message);
}
