import { type TelegramErrorEntry, telegramErrorEntry } from '../../domain/telegram-errors.ts';
import { fill } from './fill.ts';
import * as texts from './texts.ts';

/** An error as Telegram wrote it, what it means, what to do. An unknown one is shown as it came. */
export function describeTelegramError(raw: string): readonly string[] {
  const entry = entryOf(raw);
  if (entry === undefined) {
    return texts.login.why.saidUnknown.map((line) => fill(line, { error: raw }));
  }
  const said = fill(texts.login.why.said, { error: raw, meaning: withValue(entry.meaning, raw) });
  return [said, withValue(entry.doNext, raw)];
}

/** Names are catalogued with X for their numbers: `FLOOD_WAIT_33` as `FLOOD_WAIT_X`. */
function entryOf(raw: string): TelegramErrorEntry | undefined {
  return (
    telegramErrorEntry(raw) ??
    telegramErrorEntry(raw.replaceAll(/(?<=_)\d+/gu, 'X')) ??
    telegramErrorEntry(challengeName(raw))
  );
}

/** `RECAPTCHA_CHECK_signup__KEY` as `RECAPTCHA_CHECK_X`. */
function challengeName(raw: string): string {
  return raw.replace(/^([A-Z]+(?:_[A-Z]+)*_CHECK(?:_CLASSIC)?)_.+$/u, '$1_X');
}

function withValue(sentence: string, raw: string): string {
  const value = /_(\d+)/u.exec(raw)?.[1];
  return value === undefined ? sentence : sentence.replaceAll(/\bX\b/gu, value);
}
