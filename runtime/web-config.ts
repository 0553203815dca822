import { ConfigError } from './config-error.ts';
import { publicUrl } from './public-url.ts';
import type { Settings } from './settings.ts';

export type WebConfig = {
  host: string;
  port: number;
  /** Where people's browsers reach the console; this machine's own address unless one is set. No slash at the end. */
  publicUrl: string;
  /** Absent: nobody signs in by Mini App. `key`: another Ed25519 key than Telegram's own, 32 bytes in hexadecimal. */
  miniApp?: { botId: string; key?: string };
};

const DEFAULT_LISTEN = '127.0.0.1:8787';

/** @throws {ConfigError} for the first variable that says something impossible */
export function webConfig(settings: Settings): WebConfig {
  const { host, port } = readListen(settings.get('LATCHKEY_WEB_LISTEN') ?? DEFAULT_LISTEN);
  const url = publicUrl(settings) ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (new URL(url).pathname !== '/') {
    throw new ConfigError('LATCHKEY_PUBLIC_URL must have no path: give the console a host name of its own.');
  }
  const botId = readBotId(settings);
  const key = readKey(settings.get('LATCHKEY_MINI_APP_KEY'));
  return {
    host,
    port,
    publicUrl: url,
    ...(botId === undefined ? {} : { miniApp: { botId, ...(key === undefined ? {} : { key }) } }),
  };
}

function readListen(text: string): { host: string; port: number } {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^\s:[\]]+)):(\d{1,5})$/iu.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || !(port <= 65_535)) {
    throw new ConfigError(`LATCHKEY_WEB_LISTEN is "${text}", which is not HOST:PORT. An example: ${DEFAULT_LISTEN}.`);
  }
  return { host, port };
}

function readBotId(settings: Settings): string | undefined {
  const named = settings.get('LATCHKEY_BOT_ID');
  if (named !== undefined && !/^[1-9]\d{4,15}$/u.test(named)) {
    throw new ConfigError(`LATCHKEY_BOT_ID is "${named}": it must be the number before the colon of the bot's token.`);
  }
  return named ?? /^([1-9]\d{4,15}):/u.exec(settings.get('BOT_TOKEN') ?? '')?.[1];
}

function readKey(text: string | undefined): string | undefined {
  if (text === undefined || /^[0-9a-f]{64}$/iu.test(text)) return text;
  throw new ConfigError(
    'LATCHKEY_MINI_APP_KEY must be an Ed25519 public key, 64 hexadecimal digits. Leave it unset for Telegram.',
  );
}
