import { loadOperators } from '../client/access/operators.ts';
import { fill } from '../client/texts/fill.ts';
import * as texts from '../client/texts/texts.ts';
import type { Config } from '../runtime/config.ts';
import { publicUrl } from '../runtime/public-url.ts';
import { webConfig } from '../runtime/web-config.ts';

const words = texts.cli.services;

export type RunningParts = { bot: boolean; web: boolean };

/** What `latchkey start` runs, one line each, and what to set for the rest. */
export function describeParts({ settings, temporal }: Config, { bot, web }: RunningParts): string[] {
  return [
    temporal.kind === 'embedded' ? words.parts.embedded : fill(words.parts.remote, { address: temporal.address }),
    words.parts.worker,
    bot ? words.parts.bot : words.parts.noBot,
    web
      ? fill(words.parts.console, { url: webConfig(settings).publicUrl })
      : fill(words.parts.noConsole, { missing: missingForConsole(settings).join(texts.cli.and) }),
  ];
}

/** What a bot cannot do as it is set up: it runs all the same. */
export function describeBotGaps({ settings }: Config): string[] {
  return [
    ...(loadOperators(settings).all().size > 0 ? [] : [words.noOperators]),
    ...(publicUrl(settings) === undefined ? [words.noPublicUrl] : []),
  ];
}

/** The variables without which `latchkey start` runs no console. */
export function missingForConsole(settings: Config['settings']): string[] {
  const isSet = (name: string): boolean => settings.get(name) !== undefined;
  return [
    ...(isSet('LATCHKEY_OPERATORS') || isSet('LATCHKEY_OPERATORS_FILE') ? [] : ['LATCHKEY_OPERATORS']),
    ...(isSet('LATCHKEY_PUBLIC_URL') ? [] : ['LATCHKEY_PUBLIC_URL']),
  ];
}
