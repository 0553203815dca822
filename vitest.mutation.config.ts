import { defineConfig } from 'vitest/config';

/** What Stryker runs against each mutant of domain/: the tests of the rules alone. */
export default defineConfig({
  test: { include: ['test/domain/**/*.test.ts', 'test/docs/login-states.test.ts'], testTimeout: 60_000 },
});
