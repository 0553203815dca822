import { expect } from 'vitest';

/** `expect.stringMatching`, which vitest types as any. */
export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
