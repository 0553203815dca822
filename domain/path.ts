import type { PathStep, Step } from './login-view.ts';

/** A sign-in is bounded by its sends and tries; one that waits for days in turns still stays small. */
export const LONGEST_PATH = 60;

/** The path with the step that stands now. Of a path too long, the steps after the first go. */
export function walkedTo(path: readonly PathStep[], step: Step, atMs: number): readonly PathStep[] {
  if (path.at(-1)?.kind === step.kind) return path;
  const way = step.kind === 'enterCode' || step.kind === 'resending' ? { way: step.delivery.type } : {};
  const walked = [...path, { kind: step.kind, atMs, ...way }];
  return walked.length > LONGEST_PATH ? [...walked.slice(0, 1), ...walked.slice(2)] : walked;
}
