import { openControlTarget } from './control-target.ts';
import { openExchangeTarget } from './exchange-target.ts';
import { openFramesTarget } from './frames-target.ts';
import { type SandboxUnderFire, type Strain, startSandboxUnderFire } from './sandbox-under-fire.ts';
import { FindingError, type OpenTarget, type TargetName } from './target.ts';
import { openTlTarget } from './tl-target.ts';
import { within } from './within.ts';

const openers: Record<TargetName, OpenTarget> = {
  frames: openFramesTarget,
  exchange: openExchangeTarget,
  tl: openTlTarget,
  control: openControlTarget,
};

/** After this share of the time the sandbox's tables are full: what it has then is compared with the end. */
const WARM_UP_SHARE = 0.3;
/** A batch, a client that is served, a look at the memory: one that takes longer than this will take for ever. */
const PATIENCE_MS = 30_000;

/** More than any batch brings about: ten minutes of them take some 350 MiB at the peak and 70 ms at a stretch. */
const MOST: Strain = { peakBytes: 768 * 2 ** 20, stallMs: 500 };

export type FuzzResult = {
  batches: number;
  /** The first thing that went wrong, and the batch that brings it about. */
  finding?: { target: TargetName; seed: number; what: string };
  /** In use after a collection: when everything was warm, and at the end. */
  memory?: { warmBytes: number; endBytes: number };
  /** The most of the whole run. */
  strain: Strain;
};

/** Batches on the targets in turns, until the time is over (at least one each) or something goes wrong. */
export async function runFuzz(options: {
  targets: readonly TargetName[];
  seed: number;
  minutes: number;
  onProgress?: (line: string) => void;
  start?: () => Promise<SandboxUnderFire>;
  patienceMs?: number;
  most?: Strain;
}): Promise<FuzzResult> {
  const { targets, seed, minutes, onProgress = () => undefined, start = startSandboxUnderFire } = options;
  const { patienceMs = PATIENCE_MS, most = MOST } = options;
  const sandbox = await start();
  const open = targets.map((name) => ({ name, target: openers[name](sandbox) }));
  const memoryBytes = () => within(patienceMs, 'telling its memory', sandbox.memoryBytes());
  const begunAt = performance.now();
  const lengthMs = minutes * 60_000;
  let warmBytes: number | undefined;
  let toldAt = begunAt;
  let batches = 0;
  const strain: Strain = { peakBytes: 0, stallMs: 0 };
  let last: { target: TargetName; seed: number } = { target: targets[0] ?? 'frames', seed };
  try {
    for (let at = seed; ; at += 1) {
      for (const { name, target } of open) {
        last = { target: name, seed: at };
        await within(patienceMs, 'the batch', target.fire(at));
        await within(patienceMs, 'serving a client', sandbox.stillServes());
        batches += 1;
        const now = await within(patienceMs, 'telling its strain', sandbox.strain());
        strain.peakBytes = Math.max(strain.peakBytes, now.peakBytes);
        strain.stallMs = Math.max(strain.stallMs, now.stallMs);
        checkStrain(now, most);
      }
      const passedMs = performance.now() - begunAt;
      if (warmBytes === undefined && passedMs >= lengthMs * WARM_UP_SHARE) warmBytes = await memoryBytes();
      if (passedMs >= lengthMs)
        return { batches, strain, memory: { warmBytes: warmBytes ?? 0, endBytes: await memoryBytes() } };
      if (performance.now() - toldAt > 15_000) {
        toldAt = performance.now();
        onProgress(`${batches} batches, seed ${at}, ${mebibytes(await memoryBytes())} MiB in use, ${told(strain)}`);
      }
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { batches, strain, finding: { ...last, what: sandbox.died() ?? reason } };
  } finally {
    for (const { target } of open) target.close();
    await sandbox.stop();
  }
}

function checkStrain({ peakBytes, stallMs }: Strain, most: Strain): void {
  if (stallMs > most.stallMs) {
    throw new FindingError(`the sandbox was busy for ${stallMs} ms at a stretch, and ${most.stallMs} ms are the most`);
  }
  if (peakBytes > most.peakBytes) {
    const [peak, bound] = [mebibytes(peakBytes), mebibytes(most.peakBytes)];
    throw new FindingError(`the sandbox took ${peak} MiB at its peak, and ${bound} MiB are the most`);
  }
}

export function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

export function told({ peakBytes, stallMs }: Strain): string {
  return `${mebibytes(peakBytes)} MiB resident at the peak, busy for ${stallMs} ms at a stretch`;
}
