import { TlReadError } from '../tl/tl-reader.ts';
import type { TlReader } from '../tl/tl-reader.ts';

export interface InitConnection {
  readonly apiId: number;
  readonly deviceModel: string;
  readonly systemVersion: string;
  readonly appVersion: string;
}

/** initConnection#c1cd5ea9 up to its query; the id is read already. */
export function readInitConnection(reader: TlReader): InitConnection {
  const flags = reader.int();
  const init = {
    apiId: reader.int(),
    deviceModel: reader.string(),
    systemVersion: reader.string(),
    appVersion: reader.string(),
  };
  reader.string(); // system_lang_code
  reader.string(); // lang_pack
  reader.string(); // lang_code
  if (flags & 1) skipProxy(reader);
  if (flags & 2) skipJson(reader, 0);
  return init;
}

/** inputClientProxy#75588b3f address:string port:int */
function skipProxy(reader: TlReader): void {
  reader.id();
  reader.string();
  reader.int();
}

/** JSONValue: what clients tell of themselves beside the fixed fields. */
function skipJson(reader: TlReader, depth: number): void {
  if (depth > 10) throw new TlReadError('JSON deeper than 10');
  const id = reader.id();
  switch (id) {
    case 0x3f6d7b68: // jsonNull
      return;
    case 0xc7345e6a: // jsonBool
      reader.id();
      return;
    case 0x2be0dfa4: // jsonNumber
      reader.raw(8);
      return;
    case 0xb71e767a: // jsonString
      reader.blob();
      return;
    case 0xf7444763: // jsonArray
      skipVector(reader, () => skipJson(reader, depth + 1));
      return;
    case 0x99c1d49d: // jsonObject, of jsonObjectValue#c0de1bd9 key:string value:JSONValue
      skipVector(reader, () => {
        reader.id();
        reader.blob();
        skipJson(reader, depth + 1);
      });
      return;
    default:
      throw new TlReadError(`#${id.toString(16)} is no JSONValue`);
  }
}

function skipVector(reader: TlReader, skipItem: () => void): void {
  if (reader.id() !== 0x1cb5c415) throw new TlReadError('a vector was expected');
  const count = reader.int();
  for (let i = 0; i < count; i++) skipItem();
}
