import { defineConfig } from 'vitest/config';

/** What Stryker runs against each mutant: the tests of the rules, and of how errors are read. */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts', 'test/telegram/rpc-error.test.ts'],
    setupFiles: ['test/support/quick-properties.ts'],
    testTimeout: 60_000,
  },
});
