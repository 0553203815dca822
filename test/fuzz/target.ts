import type { SandboxUnderFire } from './sandbox-under-fire.ts';

export const targetNames = ['frames', 'exchange', 'tl', 'control'] as const;
export type TargetName = (typeof targetNames)[number];

/** One surface of the sandbox. */
export type Target = {
  /** Draws a batch of inputs from the seed and sends them. Throws `FindingError` on an answer that must not be given. */
  fire(seed: number): Promise<void>;
  close(): void;
};

export type OpenTarget = (sandbox: SandboxUnderFire) => Target;

/** Something that the sandbox must not do, and what made it do so. */
export class FindingError extends Error {
  override readonly name = 'FindingError';
}
