import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import * as texts from '../../../client/texts/texts.ts';
import { browserInWords } from '../../../client/web/browser-in-words.ts';
import { type Assets, buildAssets } from '../../../client/web/pages/assets.ts';
import { shell } from '../../../client/web/pages/shell.ts';

const MOST_KB = 60;

describe('what a browser is given', () => {
  let assets: Assets;
  beforeAll(async () => {
    assets = await buildAssets();
  });

  it(`is under ${MOST_KB} kB of script, compressed`, () => {
    const bytes = [assets.app, assets.worker].map(({ content }) => gzipSync(content).length);
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(MOST_KB * 1024);
    expect(Math.min(...bytes)).toBeGreaterThan(500);
  });

  it('asks nobody but the console', () => {
    const text = [
      ...Object.values(assets).map(({ content }) => content),
      shell(assets, { script: 'n', style: 'n' }),
    ].join();
    const loaded = [
      ...text.matchAll(/(?:src|href)="(?<to>[^"]*)"|url\((?<css>[^)]*)\)|import\("(?<script>[^"]*)"\)/gu),
    ];
    expect(loaded.map(([match]) => match).filter((match) => /https?:|\/\//u.test(match))).toEqual([]);
    expect(text).not.toMatch(/\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write/u);
  });

  it('carries no texts of the bot and the command line', () => {
    for (const { content } of [assets.app, assets.worker]) {
      expect(content).not.toContain(texts.bot.takeIt);
      expect(content).not.toContain(texts.cli.left);
    }
    expect(assets.app.content).toContain(texts.console.pages.loading);
    expect(assets.worker.content).toContain(texts.srp.shortPrime);
  });

  it('keeps the computing of proofs out of the page', () => {
    expect(assets.worker.content).toContain('PBKDF2');
    expect(assets.app.content).not.toContain('PBKDF2');
  });

  it('has names that change with its content', async () => {
    expect(assets.app.path).toMatch(/^\/assets\/app-[\da-f]{12}\.js$/u);
    expect((await buildAssets()).app.path).toBe(assets.app.path);
  });
});

describe('a browser in words', () => {
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
  it.each([
    [`Mozilla/5.0 (X11; Linux x86_64) ${chrome}`, 'Chrome on Linux'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Edg/140.0.0.0`, 'Edge on Windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on macOS'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
    ],
    ['curl/8', 'a browser'],
    ['<script>alert(1)</script>', 'a browser'],
  ])('of "%s"', (userAgent, words) => {
    expect(browserInWords(userAgent, false)).toBe(words);
    expect(browserInWords(userAgent, true)).toBe(`the Mini App, ${words}`);
  });
});
