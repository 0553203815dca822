import { describe, expect, test } from 'vitest';
import { lockfile, missingPlatforms } from '../tools/lockfile/missing-platforms.ts';
import {
  fenceOf,
  fences,
  forbiddenFolders,
  isBelow,
  neverBelow,
  readersOfTheEnvironment,
} from './architecture/fences.ts';
import { forbiddenImports } from './architecture/forbidden-imports.ts';
import { type Import, importsOf, targetOf } from './architecture/imports-of.ts';
import { repositoryFiles, textOf } from './architecture/repository-files.ts';

const files = repositoryFiles();
const sources = files.filter((path) => path.endsWith('.ts'));
const inFolders = sources.filter((path) => path.includes('/'));
const imports = inFolders.flatMap((path) => importsOf(path, textOf(path)));

describe('Imports', () => {
  test('are found in every shape', () => {
    const source = [
      "import { a } from '../vault/a.ts';",
      'import {',
      '  b,',
      "} from './b.ts';",
      "export type { C } from './c.ts';",
      "import './d.ts';",
      "const e = await import('./e.ts');",
      "type F = import('./f.ts').F;",
      "// import { g } from './g.ts';",
      "/** import { h } from './h.ts'; */",
      "const text = 'from nowhere';",
    ].join('\n');
    const found = importsOf('client/x.ts', source).map(({ specifier, line }) => `${line} ${specifier}`);
    expect(found.toSorted()).toEqual(['1 ../vault/a.ts', '2 ./b.ts', '5 ./c.ts', '6 ./d.ts', '7 ./e.ts', '8 ./f.ts']);
    expect(imports.length).toBeGreaterThan(sources.length);
  });

  test('stay within the fence of their folder', () => {
    expect(imports.filter((one) => !isAllowed(one)).map(asText)).toEqual([]);
  });

  test.each(forbiddenImports)('%s may not import %s', (from, specifier) => {
    expect(isAllowed({ from, specifier, line: 1 })).toBe(false);
  });

  test('lead into folders that have a fence', () => {
    expect(inFolders.filter((path) => fenceOf(path) === undefined)).toEqual([]);
    expect(Object.keys(fences)).toEqual(expect.arrayContaining(['domain', 'telegram', 'vault']));
  });

  test('of GramJS stand in telegram and sandbox, in tests and measurements', () => {
    const users = imports.filter((one) => targetOf(one).kind === 'package' && /^telegram(?:\/|$)/u.test(one.specifier));
    expect(
      users.map(({ from }) => from).filter((from) => !/^(?:telegram|sandbox|test|tools\/bench)\//u.test(from)),
    ).toEqual([]);
    expect(users).not.toEqual([]);
  });
});

describe('Files', () => {
  test('have at most 300 lines, 95 of 100 at most 250', () => {
    const lengths = sources.map((path) => ({ path, lines: textOf(path).trimEnd().split('\n').length }));
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
    const long = lengths.filter(({ lines }) => lines > 250);
    expect(long.length, JSON.stringify(long)).toBeLessThanOrEqual(Math.floor(sources.length * 0.05));
  });

  test('have names in kebab case', () => {
    const odd = files.filter(
      (path) => /\.(?:ts|mjs|py)$/u.test(path) && !/^(?:[a-z0-9][a-z0-9-]*\/)*[a-z0-9][a-z0-9.-]*$/u.test(path),
    );
    expect(odd.filter((path) => !path.startsWith('.ci/'))).toEqual([]);
  });

  test('stand in folders whose name says what is in them', () => {
    const vague = files.filter((path) =>
      path
        .split('/')
        .slice(0, -1)
        .some((folder) => forbiddenFolders.includes(folder)),
    );
    expect(vague).toEqual([]);
  });

  test('called index.ts stand at the top of a folder and name what they pass on', () => {
    const indexes = sources.filter((path) => /(?:^|\/)index\.ts$/u.test(path));
    expect(indexes.filter((path) => path.split('/').length !== 2)).toEqual([]);
    expect(indexes.filter((path) => /^export \*/mu.test(textOf(path)))).toEqual([]);
  });

  test('hold no enum', () => {
    const withEnum = sources.filter((path) =>
      /^\s*(?:export\s+)?(?:declare\s+)?(?:const\s+)?enum\s+\w/mu.test(textOf(path)),
    );
    expect(withEnum).toEqual([]);
  });

  test('read the environment in the configuration only, and in commands', () => {
    const readers = sources.filter((path) => /^[^/*]*\bprocess\.env\b/mu.test(textOf(path)));
    expect(readers.filter((path) => !readersOfTheEnvironment.test(path))).toEqual([]);
  });

  test('name no host of a package registry', () => {
    const hosts = [
      ['registry', 'npmjs', 'org'],
      ['registry', 'yarnpkg', 'com'],
      ['pypi', 'org'],
      ['files', 'pythonhosted', 'org'],
      ['crates', 'io'],
      ['proxy', 'golang', 'org'],
      ['sum', 'golang', 'org'],
      ['deb', 'debian', 'org'],
    ].map((parts) => parts.join('.'));
    const naming = files.filter((path) => hosts.some((host) => textOf(path).includes(host)));
    expect(naming).toEqual([]);
  });
});

test('The lock file names every optional package of every platform, or npm ci refuses it', () => {
  const { packages } = lockfile.parse(JSON.parse(textOf('package-lock.json')));
  expect(missingPlatforms(packages)).toEqual([]);
  const { 'node_modules/@swc/core-darwin-arm64': _, ...without } = packages;
  expect(missingPlatforms(without).map(({ name }) => name)).toEqual(['@swc/core-darwin-arm64']);
});

function isAllowed(one: Import): boolean {
  const { fence, place } = fenceOf(one.from) ?? {};
  if (fence === undefined || place === undefined) return false;
  const target = targetOf(one);
  if (fence === 'everything') return true;
  switch (target.kind) {
    case 'ours':
      return (
        fence.ours.some((ours) => isBelow(target.path, ours)) &&
        !(neverBelow[place] ?? []).some((no) => isBelow(target.path, no))
      );
    case 'node':
      return fence.node;
    case 'package':
      return fence.packages.includes(target.name);
  }
}

function asText({ from, specifier, line }: Import): string {
  return `${from}:${line} imports ${specifier}`;
}
