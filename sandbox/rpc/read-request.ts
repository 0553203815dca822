import { BinaryReader } from 'telegram/extensions/BinaryReader.js';
import { returnBigInt } from 'telegram/Helpers.js';
import { coreObjects } from 'telegram/tl/core/index.js';
import { Api } from 'telegram/tl/index.js';
import { TlReader, TlReadError } from '../tl/tl-reader.ts';
import { methodNameOf } from './method-names.ts';
import { methods } from './method-table.ts';
import { readExportLoginToken, readSendCode } from './sign-in-requests.ts';

/** Reads a request that this sandbox implements; of all others only the name. */
export function readRequest(bytes: Buffer, id: number): { method: string; request: unknown } {
  const byHand = handReaders.get(id);
  const method = byHand?.method ?? methodNameOf(id);
  const implemented = methods.has(method);
  try {
    return { method, request: byHand ? byHand.read(bytes) : implemented ? readByTable(bytes) : undefined };
  } catch {
    return { method, request: undefined };
  }
}

function readByTable(bytes: Buffer): unknown {
  return new RequestReader(bytes).tgReadObject();
}

/**
 * GramJS reads packed objects, containers and results of calls in promises, wherever an object may stand: what it makes of
 * a broken one is a rejection that nobody awaits, which ends the process, and it unpacks without a limit. No request holds any.
 */
class RequestReader extends BinaryReader {
  override tgReadObject(): unknown {
    const id = this.getBuffer().readUInt32LE(this.tellPosition());
    if (coreObjects.has(id)) throw new TlReadError(`#${id.toString(16)} inside a request`);
    return super.tgReadObject();
  }
}

interface HandReader {
  readonly method: string;
  read(bytes: Buffer): unknown;
}

/**
 * By hand: ids of older layers, and every request with a vector in it. GramJS's tables mark an
 * argument as "no vector" while they read one and forget to undo it when the bytes end early:
 * one truncated request would break that method for all clients of the process.
 */
const handReaders = new Map<number, HandReader>([
  [0xa677244f, { method: 'auth.sendCode', read: readSendCode }],
  [0xb7e085fe, { method: 'auth.exportLoginToken', read: readExportLoginToken }],
  [0x0d91a548, { method: 'users.getUsers', read: readGetUsers }],
  // auth.resendCode before `reason` came (Pyrogram, layer 158).
  [0x3ef1a9bf, { method: 'auth.resendCode', read: readOldResendCode }],
]);

/** Own choice: the sandbox knows one user, and answers once for each time that it is named. */
const mostUsers = 200;

function readGetUsers(bytes: Buffer): Api.users.GetUsers {
  const reader = new TlReader(bytes, 4);
  if (reader.id() !== 0x1cb5c415) throw new TlReadError('a vector was expected');
  const count = reader.int();
  if (count > mostUsers) throw new TlReadError(`${count} users`);
  const id: Api.TypeInputUser[] = [];
  for (let i = 0; i < count; i++) id.push(readInputUser(reader));
  return new Api.users.GetUsers({ id });
}

function readInputUser(reader: TlReader): Api.TypeInputUser {
  const id = reader.id();
  switch (id) {
    case 0xb98886cf:
      return new Api.InputUserEmpty();
    case 0xf7c1b13f:
      return new Api.InputUserSelf();
    case 0xf21158c6:
      return new Api.InputUser({ userId: returnBigInt(reader.long()), accessHash: returnBigInt(reader.long()) });
    default:
      throw new TlReadError(`#${id.toString(16)} is no InputUser that is understood here`);
  }
}

function readOldResendCode(bytes: Buffer): Api.auth.ResendCode {
  const reader = new TlReader(bytes, 4);
  return new Api.auth.ResendCode({ phoneNumber: reader.string(), phoneCodeHash: reader.string() });
}
