import { defineConfig } from 'vitest/config';

const heavy = ['test/e2e/**/*.test.ts', 'test/workflows/**/*.test.ts'];

/** Two groups: everything that runs in its own process first, what starts servers and kills workers last and one by one. */
export default defineConfig({
  test: {
    pool: 'forks',
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
    projects: [
      {
        test: {
          name: 'parts',
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
          include: heavy,
          testTimeout: 120_000,
          hookTimeout: 600_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
