import { ConfigError } from './config-error.ts';
import { isTimeZone } from './is-time-zone.ts';
import { publicUrl } from './public-url.ts';
import type { Settings } from './settings.ts';

/** A daily span in which the operators' group is not rung; minutes since midnight there. */
export type QuietHours = { fromMinute: number; toMinute: number; timeZone: string };

export type BotConfig = {
  /** The bot's own secret; no other process has it. */
  token: string;
  /** Another Bot API server than Telegram's. */
  apiRoot?: string;
  /** The operators' group. */
  opsChatId?: number;
  /** Digit codes may be typed on buttons in the chat. */
  keypad: boolean;
  quietHours?: QuietHours;
  /** In which operators make appointments: an IANA name. */
  timeZone: string;
  /** Where the console is reached; without it there are no links. */
  publicUrl?: string;
};

export function isBotConfigured(settings: Settings): boolean {
  return settings.get('BOT_TOKEN') !== undefined;
}

/** What the bot needs. Throws ConfigError, whose sentence holds no token. */
export function botConfig(settings: Settings): BotConfig {
  const token = settings.get('BOT_TOKEN');
  if (token === undefined) {
    throw new ConfigError(
      'BOT_TOKEN is not set. Make a bot with @BotFather in Telegram and give its token to the bot alone.',
    );
  }
  if (!/^\d{1,20}:[\w-]{10,}$/u.test(token)) {
    throw new ConfigError('BOT_TOKEN does not look like a token of @BotFather: a number, a colon, some 35 characters.');
  }
  const apiRoot = apiRootOf(settings);
  const opsChatId = opsChatOf(settings);
  const quietHours = quietHoursOf(settings);
  const url = publicUrl(settings);
  return {
    token,
    keypad: keypadOf(settings),
    timeZone: timeZoneOf(settings) ?? quietHours?.timeZone ?? 'UTC',
    ...(apiRoot === undefined ? {} : { apiRoot }),
    ...(opsChatId === undefined ? {} : { opsChatId }),
    ...(quietHours === undefined ? {} : { quietHours }),
    ...(url === undefined ? {} : { publicUrl: url }),
  };
}

function apiRootOf(settings: Settings): string | undefined {
  const text = settings.get('BOT_API_ROOT');
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || !/^https?:$/u.test(new URL(text).protocol)) {
    throw new ConfigError('BOT_API_ROOT must be the address of a Bot API server, for example http://127.0.0.1:8081.');
  }
  return text.replace(/\/+$/u, '');
}

function opsChatOf(settings: Settings): number | undefined {
  const text = settings.get('LATCHKEY_OPS_CHAT');
  if (text === undefined) return undefined;
  if (!/^-[1-9]\d{0,15}$/u.test(text)) {
    throw new ConfigError(
      `LATCHKEY_OPS_CHAT is "${text}": it must be the id of a group, a negative number such as -1001234567890.`,
    );
  }
  return Number(text);
}

function keypadOf(settings: Settings): boolean {
  const text = settings.get('LATCHKEY_BOT_KEYPAD') ?? 'off';
  if (text !== 'on' && text !== 'off') {
    throw new ConfigError(`LATCHKEY_BOT_KEYPAD is "${text}": it must be on or off.`);
  }
  return text === 'on';
}

function timeZoneOf(settings: Settings): string | undefined {
  const text = settings.get('LATCHKEY_TIME_ZONE');
  if (text === undefined || isTimeZone(text)) return text;
  throw new ConfigError(`LATCHKEY_TIME_ZONE is "${text}": it must be a time zone, for example Europe/Berlin.`);
}

function quietHoursOf(settings: Settings): QuietHours | undefined {
  const text = settings.get('LATCHKEY_QUIET_HOURS');
  if (text === undefined) return undefined;
  const [, from = '', to = '', timeZone = ''] = /^(\d\d:\d\d)-(\d\d:\d\d) (\S+)$/u.exec(text) ?? [];
  const fromMinute = minuteOf(from);
  const toMinute = minuteOf(to);
  if (fromMinute === undefined || toMinute === undefined || !isTimeZone(timeZone)) {
    throw new ConfigError(
      `LATCHKEY_QUIET_HOURS is "${text}": it must be a span with a time zone, for example "22:00-07:00 Europe/Berlin".`,
    );
  }
  return { fromMinute, toMinute, timeZone };
}

function minuteOf(clock: string): number | undefined {
  const [hours = 24, minutes = 60] = clock.split(':').map(Number);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : undefined;
}
