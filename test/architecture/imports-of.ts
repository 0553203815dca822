import { posix } from 'node:path';

export type Import = { from: string; specifier: string; line: number };

/**
 * What a TypeScript source imports, types and dynamic imports included. A parse of our own, small and deliberately
 * ignorant of the linter's: it reads statements by their keywords and takes any quoted text in an import place for one.
 */
export function importsOf(from: string, source: string): Import[] {
  const code = withoutComments(source);
  const shapes = [
    /^[ \t]*(?:import|export)\b[^'"`;=]*?\bfrom\s*(['"])(?<specifier>[^'"\n]+)\1/gmu,
    /^[ \t]*import\s*(['"])(?<specifier>[^'"\n]+)\1/gmu,
    /\b(?:import|require|require\.resolve)\s*\(\s*(['"])(?<specifier>[^'"\n]+)\1/gu,
  ];
  return shapes.flatMap((shape) =>
    [...code.matchAll(shape)].map((match) => ({
      from,
      specifier: match.groups?.['specifier'] ?? '',
      line: code.slice(0, match.index).split('\n').length,
    })),
  );
}

/** Comments at the start of a line or after code, replaced by nothing; line breaks stay, so that lines keep their numbers. */
function withoutComments(source: string): string {
  return source
    .replaceAll(/^[ \t]*\/\*[\s\S]*?\*\//gmu, (comment) => comment.replaceAll(/[^\n]/gu, ''))
    .replaceAll(/^[ \t]*\/\/.*$/gmu, '');
}

export type Target =
  | { kind: 'ours'; path: string }
  | { kind: 'node'; name: string }
  | { kind: 'package'; name: string };

/** Where an import leads: a path from the root of the repository, a module of Node, or a package without its subpath. */
export function targetOf({ from, specifier }: Import): Target {
  if (specifier.startsWith('.')) return { kind: 'ours', path: posix.join(posix.dirname(from), specifier) };
  if (specifier.startsWith('node:')) return { kind: 'node', name: specifier };
  const parts = specifier.split('/');
  return { kind: 'package', name: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/') };
}
