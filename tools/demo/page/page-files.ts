import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

export type PageFile = { type: string; body: string };

const browser = new URL('../browser/', import.meta.url);

/** What a browser loads, by its name below the page's address. */
export async function pageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  return new Map([
    ['', { type: 'text/html; charset=utf-8', body: await readFile(new URL('page.html', browser), 'utf8') }],
    ['icon.svg', { type: 'image/svg+xml', body: await readFile(new URL('icon.svg', browser), 'utf8') }],
    ['page.css', { type: 'text/css; charset=utf-8', body: bundled('page.css') }],
    ['page.js', { type: 'text/javascript; charset=utf-8', body: bundled('main.ts') }],
  ]);
}

function bundled(entry: string): string {
  // Its asynchronous sister leaves a process running.
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(entry, browser))],
    bundle: true,
    external: ['icon.svg'],
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
}
