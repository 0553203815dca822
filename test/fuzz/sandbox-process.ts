import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { FuzzMessage } from './sandbox-under-fire.ts';

/** A sandbox in a process of its own, so that a crash is seen as one; it tells how much memory it has in use. */
process.on('message', () => {
  globalThis.gc?.();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  tell({ kind: 'memory', bytes: heapUsed + external + arrayBuffers });
});
process.once('disconnect', () => process.exit(0));

const sandbox = await startSandbox({ dcs: [{ id: 2 }], controlPort: 0 });
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
