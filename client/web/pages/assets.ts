import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';
import { style } from './style.ts';

/** A file of the pages, under a name that changes with its content. */
export type Asset = { path: string; type: string; content: string };
export type Assets = { app: Asset; worker: Asset; style: Asset };

const folder = new URL('../browser/', import.meta.url);
const SCRIPT = 'text/javascript; charset=utf-8';

let assets: Promise<Assets> | undefined;

/** The browser's code, bundled when the console starts, once in a process: some tenths of a second. */
export async function buildAssets(): Promise<Assets> {
  return await (assets ??= makeAssets());
}

async function makeAssets(): Promise<Assets> {
  const [app, worker] = await Promise.all([bundled('app'), bundled('srp-worker')]);
  // Its own process has nothing more to do.
  await stop();
  return {
    app: asset('app', 'js', SCRIPT, app),
    worker: asset('srp-worker', 'js', SCRIPT, worker),
    style: asset('style', 'css', 'text/css; charset=utf-8', style),
  };
}

async function bundled(name: string): Promise<string> {
  // As this file stands: sources, or what tsc has made of them.
  const entry = fileURLToPath(new URL(`${name}${extname(import.meta.filename)}`, folder));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: ['chrome120', 'firefox121', 'safari17'],
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
}

function asset(name: string, ending: string, type: string, content: string): Asset {
  const mark = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return { path: `/assets/${name}-${mark}.${ending}`, type, content };
}
