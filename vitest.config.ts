import { defineConfig } from 'vitest/config';

const neededNode = 24;
if (Number.parseInt(process.versions.node, 10) < neededNode) {
  throw new Error(`The tests need Node ${neededNode}, which the project brings along. Run them by "npm test".`);
}

/** Tests that start Temporal servers, kill workers, or both. */
const heavy = [
  'test/client/login-client*.test.ts',
  'test/e2e/**/*.test.ts',
  'test/replay/**/*.test.ts',
  'test/runtime/embedded-temporal*.test.ts',
  'test/runtime/temporal-connection*.test.ts',
  'test/time/**/*.test.ts',
  'test/tools/**/*.test.ts',
  'test/workflows/**/*.test.ts',
];

/** How long a test waits for what comes by itself: a slow machine is no fault of what is tested. */
const patience = { poll: { timeout: 15_000 } };

/** Two groups: what runs in its own process first and side by side, the heavy ones last and one by one. */
export default defineConfig({
  test: {
    pool: 'forks',
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
    projects: [
      {
        test: {
          name: 'parts',
          expect: patience,
          include: ['test/**/*.test.ts'],
          exclude: heavy,
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'whole',
          expect: patience,
          include: heavy,
          globalSetup: ['test/support/temporal-program.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
