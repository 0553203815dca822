import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';

type DataCentreAddress = { id: number; host: string; port: number };

/** How the gateway introduces itself to Telegram, and to which servers. */
export type TelegramConfig = {
  apiId: number;
  apiHash: string;
  /** Absent: Telegram itself. Otherwise another MTProto server; the first data centre is asked first. */
  elsewhere?: {
    dataCentres: readonly [DataCentreAddress, ...DataCentreAddress[]];
    /** RSA public key, PKCS#1 PEM. */
    publicKeyPem: string;
  };
  /** Shown to the account's owner in the list of devices. */
  deviceModel: string;
  systemVersion: string;
  appVersion: string;
};

/**
 * Reads the Telegram section. With `TELEGRAM_DC` set, the API id and hash may be left out: a sandbox takes any.
 *
 * @throws {ConfigError} naming the variable; the API hash is never quoted
 */
export function telegramConfig(config: Pick<Config, 'settings'>): TelegramConfig {
  const { settings } = config;
  const elsewhere = readElsewhere(settings.get('TELEGRAM_DC'), settings.get('TELEGRAM_DC_KEY'));
  const optional = elsewhere !== undefined;
  return {
    apiId: readApiId(settings.get('TELEGRAM_API_ID'), optional),
    apiHash: readApiHash(settings.get('TELEGRAM_API_HASH'), optional),
    ...(elsewhere === undefined ? {} : { elsewhere }),
    deviceModel: settings.get('LATCHKEY_DEVICE_MODEL') ?? 'Latchkey',
    systemVersion: settings.get('LATCHKEY_SYSTEM_VERSION') ?? 'server',
    appVersion: settings.get('LATCHKEY_APP_VERSION') ?? '0.1',
  };
}

function readApiId(text: string | undefined, optional: boolean): number {
  if (text === undefined) {
    if (optional) return 1;
    throw new ConfigError(
      'TELEGRAM_API_ID is not set. Get an API id and hash at https://my.telegram.org (API development tools) and set TELEGRAM_API_ID and TELEGRAM_API_HASH.',
    );
  }
  const apiId = Number(text);
  if (!/^\d{1,10}$/.test(text) || apiId < 1 || apiId > 2_147_483_647) {
    throw new ConfigError(
      // A long value is not quoted: it may be the hash, set under the wrong name.
      `TELEGRAM_API_ID is ${text.length > 12 ? `${text.length} characters long` : `"${text}"`}, which is not an API id. Copy the number that https://my.telegram.org shows as App api_id.`,
    );
  }
  return apiId;
}

function readApiHash(text: string | undefined, optional: boolean): string {
  if (text === undefined) {
    if (optional) return '0'.repeat(32);
    throw new ConfigError(
      'TELEGRAM_API_HASH is not set. Copy App api_hash from https://my.telegram.org and set it beside TELEGRAM_API_ID.',
    );
  }
  if (!/^[0-9a-f]{32}$/i.test(text)) {
    throw new ConfigError(
      `TELEGRAM_API_HASH must be 32 hexadecimal digits, and what is set has ${text.length} characters. Copy App api_hash from https://my.telegram.org again.`,
    );
  }
  return text.toLowerCase();
}

function readElsewhere(addresses: string | undefined, keyFile: string | undefined): TelegramConfig['elsewhere'] {
  if (addresses === undefined && keyFile === undefined) return undefined;
  if (addresses === undefined || keyFile === undefined) {
    const [set, missing] =
      addresses === undefined ? ['TELEGRAM_DC_KEY', 'TELEGRAM_DC'] : ['TELEGRAM_DC', 'TELEGRAM_DC_KEY'];
    throw new ConfigError(
      `${set} is set without ${missing}. Another data centre needs both; for Telegram itself unset both.`,
    );
  }
  const [first, ...others] = addresses.split(',').map((entry) => readAddress(entry.trim()));
  if (first === undefined) throw addressError(addresses);
  const repeated = [first, ...others].map(({ id }) => id).find((id, index, ids) => ids.indexOf(id) !== index);
  if (repeated !== undefined) {
    throw new ConfigError(`TELEGRAM_DC names data centre ${repeated} twice. Give each one address.`);
  }
  return { dataCentres: [first, ...others], publicKeyPem: readPublicKey(keyFile) };
}

function readAddress(entry: string): DataCentreAddress {
  const match = /^(\d{1,5})@(?:\[([0-9a-f:.]+)\]|([^\s:@[\]]+)):(\d{1,5})$/i.exec(entry);
  const id = Number(match?.[1]);
  const host = match?.[2] ?? match?.[3];
  const port = Number(match?.[4]);
  if (host === undefined || !(id >= 1) || !(port >= 1 && port <= 65_535)) throw addressError(entry);
  return { id, host, port };
}

function addressError(entry: string): ConfigError {
  return new ConfigError(
    `TELEGRAM_DC contains "${entry}", which is not ID@HOST:PORT. An example: 2@127.0.0.1:4430,4@127.0.0.1:4431.`,
  );
}

function readPublicKey(file: string): string {
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError(
      `TELEGRAM_DC_KEY names "${file}", which cannot be read. Give the PEM file of the data centre's RSA public key.`,
    );
  }
  try {
    const key = createPublicKey(pem);
    if (!pem.includes('PRIVATE') && key.asymmetricKeyType === 'rsa') {
      // Node 24.21 cannot write a key as PKCS#1 that it has read from PKCS#1 ("Failed to encode public key").
      return pem.includes('BEGIN RSA PUBLIC KEY') ? pem : key.export({ type: 'pkcs1', format: 'pem' }).toString();
    }
  } catch {
    // Falls through to the sentence below: OpenSSL's own says only "unsupported".
  }
  throw new ConfigError(`TELEGRAM_DC_KEY names "${file}", which holds no RSA public key in PEM (PKCS#1).`);
}
