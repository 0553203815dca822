import { TlReader, TlReadError } from '../tl/tl-reader.ts';

/** auth.sendCode#a677244f, the same in layers 158 to 230. */
export class SendCode {
  readonly phoneNumber: string;
  /** Tokens of earlier sign-outs; nothing else that the settings ask for is served (telegram-sign-in 2). */
  readonly logoutTokens: readonly Buffer[];

  constructor(phoneNumber: string, logoutTokens: readonly Buffer[]) {
    this.phoneNumber = phoneNumber;
    this.logoutTokens = logoutTokens;
  }
}

/** auth.exportLoginToken#b7e085fe, the same in layers 158 to 230. */
export class ExportLoginToken {
  /** User ids, as decimal text, that must not accept the token. */
  readonly exceptIds: readonly string[];

  constructor(exceptIds: readonly string[]) {
    this.exceptIds = exceptIds;
  }
}

export function readExportLoginToken(bytes: Buffer): ExportLoginToken {
  const reader = new TlReader(bytes, 4);
  reader.int(); // api_id
  reader.string(); // api_hash
  return new ExportLoginToken(reader.longs().map(String));
}

export function readSendCode(bytes: Buffer): SendCode {
  const reader = new TlReader(bytes, 4);
  const phoneNumber = reader.string();
  reader.int(); // api_id
  reader.string(); // api_hash
  return new SendCode(phoneNumber, reader.left === 0 ? [] : readLogoutTokens(reader));
}

/** codeSettings#ad253d78 up to logout_tokens, the first field that is not a flag alone. */
function readLogoutTokens(reader: TlReader): Buffer[] {
  if (reader.id() !== 0xad253d78) throw new TlReadError('codeSettings were expected');
  if ((reader.int() & (1 << 6)) === 0) return [];
  if (reader.id() !== 0x1cb5c415) throw new TlReadError('a vector was expected');
  const count = reader.int();
  if (count < 0 || count > 20) throw new TlReadError(`${count} logout tokens`);
  return Array.from({ length: count }, () => reader.blob());
}
