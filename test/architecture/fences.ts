/** What a folder may import: of ours (folders or files), of packages, and whether it knows Node. */
export type Fence = { ours: readonly string[]; packages: readonly string[]; node: boolean };

/**
 * The layout table of docs/architecture.md, a second time beside .oxlintrc.json: the linter could be switched off for a
 * line, a file or a folder, this cannot. A path names a folder or a file; the longest one that holds a file is its fence.
 */
export const fences: Record<string, Fence | 'everything'> = {
  domain: { ours: ['domain'], packages: [], node: false },
  contracts: { ours: ['contracts', 'domain'], packages: [], node: false },
  'contracts/schemas': { ours: ['contracts', 'domain'], packages: ['zod'], node: false },
  workflows: { ours: ['workflows', 'contracts', 'domain'], packages: ['@temporalio/workflow'], node: false },
  activities: {
    ours: ['activities', 'contracts', 'domain', 'runtime', 'telegram', 'vault'],
    packages: ['@temporalio/activity', '@temporalio/common'],
    node: true,
  },
  telegram: { ours: ['telegram', 'domain'], packages: ['telegram', 'big-integer'], node: true },
  vault: { ours: ['vault', 'contracts', 'domain', 'runtime'], packages: ['zod'], node: true },
  runtime: {
    ours: ['runtime', 'contracts'],
    packages: [
      '@temporalio/client',
      '@temporalio/common',
      '@temporalio/envconfig',
      '@temporalio/proto',
      '@temporalio/worker',
      'pino',
      'zod',
    ],
    node: true,
  },
  worker: {
    ours: ['worker', 'activities', 'contracts', 'domain', 'runtime', 'telegram', 'vault', 'workflows'],
    packages: ['@temporalio/common', '@temporalio/worker'],
    node: true,
  },
  client: {
    ours: ['client', 'contracts', 'domain', 'runtime', 'vault/records'],
    packages: ['@temporalio/client', '@temporalio/common', 'libphonenumber-js', 'luxon', 'uqr', 'zod'],
    node: true,
  },
  'client/bot': {
    ours: ['client', 'contracts', 'domain', 'runtime', 'vault/records'],
    packages: [
      '@grammyjs/auto-retry',
      '@grammyjs/runner',
      '@grammyjs/transformer-throttler',
      '@temporalio/activity',
      '@temporalio/client',
      '@temporalio/common',
      '@temporalio/worker',
      'grammy',
    ],
    node: true,
  },
  'client/cli': {
    ours: ['client', 'contracts', 'domain', 'runtime', 'vault/records'],
    packages: ['@clack/prompts', '@temporalio/client', 'commander'],
    node: true,
  },
  'client/web': {
    ours: ['client', 'contracts', 'domain', 'runtime', 'vault/records'],
    packages: [
      '@fastify/cookie',
      '@fastify/helmet',
      '@fastify/rate-limit',
      '@fastify/swagger',
      '@temporalio/client',
      'esbuild',
      'fastify',
      'fastify-type-provider-zod',
      'zod',
    ],
    node: true,
  },
  'client/web/browser': { ours: ['client', 'contracts', 'domain'], packages: [], node: false },
  sandbox: { ours: ['sandbox', 'runtime/logger.ts'], packages: ['telegram', 'big-integer', 'ws', 'zod'], node: true },
  bin: 'everything',
  tools: 'everything',
  test: 'everything',
};

/** Below these a file of the fence is out of bounds even where its folder is not. */
export const neverBelow: Record<string, readonly string[]> = {
  contracts: ['contracts/schemas'],
  workflows: ['contracts/schemas'],
};

/** Folders that hold another kind of thing than their name says sooner or later. */
export const forbiddenFolders = ['common', 'helpers', 'lib', 'libs', 'misc', 'shared', 'types', 'util', 'utils'];

/** The environment is read here and handed on; nowhere else. */
export const readersOfTheEnvironment = /^(?:runtime\/config[\w-]*\.ts|(?:bin|test|tools)\/.*|[\w.-]+\.config\.ts)$/u;

export function fenceOf(path: string): { place: string; fence: Fence | 'everything' } | undefined {
  const places = Object.keys(fences).filter((place) => isBelow(path, place));
  const [place] = places.toSorted((a, b) => b.length - a.length);
  const fence = place === undefined ? undefined : fences[place];
  return place === undefined || fence === undefined ? undefined : { place, fence };
}

export function isBelow(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}
