import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';

/** Telling names first: Edge and Opera call themselves Chrome as well, Chrome calls itself Safari. */
const browsers = [
  ['Edge', /\bEdgA?\//u],
  ['Opera', /\bOPR\//u],
  ['Samsung Internet', /\bSamsungBrowser\//u],
  ['Firefox', /\b(?:Firefox|FxiOS)\//u],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//u],
  ['Safari', /\bSafari\//u],
] as const;
const systems = [
  ['Android', /\bAndroid\b/u],
  ['iPhone', /\b(?:iPhone|iPod)\b/u],
  ['iPad', /\biPad\b/u],
  ['Windows', /\bWindows\b/u],
  ['macOS', /\bMac OS X\b/u],
  ['ChromeOS', /\bCrOS\b/u],
  ['Linux', /\bLinux\b/u],
] as const;

/** Enough for a person to know their own browser again; nothing of what it says about itself is repeated. */
export function browserInWords(userAgent: string, inTelegram: boolean): string {
  const browser = nameIn(browsers, userAgent) ?? texts.console.browserWords.unknownBrowser;
  const system = nameIn(systems, userAgent);
  const words = system === undefined ? browser : fill(texts.console.browserWords.on, { browser, system });
  return inTelegram ? fill(texts.console.browserWords.inTelegram, { browser: words }) : words;
}

function nameIn(table: readonly (readonly [string, RegExp])[], userAgent: string): string | undefined {
  return table.find(([, pattern]) => pattern.test(userAgent))?.[0];
}
