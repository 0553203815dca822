import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { forbiddenImports } from './forbidden-imports.ts';
import { root, textOf } from './repository-files.ts';

const linterConfig = z.looseObject({
  overrides: z.array(z.object({ files: z.array(z.string()), rules: z.record(z.string(), z.unknown()) })),
});
const report = z.object({ diagnostics: z.array(z.object({ filename: z.string(), code: z.string() })) });

test('The linter refuses each forbidden import, and nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-fences-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { overrides } = linterConfig.parse(JSON.parse(textOf('.oxlintrc.json')));
  writeIn(
    '.oxlintrc.json',
    JSON.stringify({ categories: { correctness: 'off' }, overrides: overrides.map(importRulesOnly) }),
  );
  const bad = forbiddenImports.map(([from, specifier], i) => [`${dirname(from)}/bad-${i}.ts`, specifier] as const);
  for (const [from, specifier] of bad) writeIn(from, `import '${specifier}';\n`);
  writeIn('workflows/good.ts', "import '../contracts/names.ts';\nimport '@temporalio/workflow';\n");
  writeIn('contracts/schemas/good.ts', "import 'zod';\nimport '../names.ts';\n");
  writeIn('client/good.ts', "import '../vault/records/records.ts';\nimport 'node:crypto';\n");
  writeIn('sandbox/good.ts', "import '../runtime/logger.ts';\nimport 'telegram/tl/index.js';\n");

  expect(refused(folder)).toEqual(bad.map(([from]) => from).toSorted());

  function writeIn(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});

function importRulesOnly({ files, rules }: { files: string[]; rules: Record<string, unknown> }): unknown {
  const rule = rules['no-restricted-imports'];
  return { files, rules: rule === undefined ? {} : { 'no-restricted-imports': rule } };
}

function refused(folder: string): string[] {
  const command = join(root, 'node_modules/.bin/oxlint');
  try {
    execFileSync(command, ['--format', 'json', '.'], { cwd: folder, stdio: 'pipe' });
    return [];
  } catch (error) {
    const printed = z
      .object({ stdout: z.instanceof(Buffer) })
      .parse(error)
      .stdout.toString('utf8');
    const { diagnostics } = report.parse(JSON.parse(printed));
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['eslint(no-restricted-imports)']));
    return [...new Set(diagnostics.map(({ filename }) => filename))].toSorted();
  }
}
