import { TlWriter } from '../tl/tl-writer.ts';
import { packIfSmaller } from './gzip.ts';

export function rpcResult(requestMsgId: bigint, result: Buffer): Buffer {
  return new TlWriter().id(0xf35c6d01).long(requestMsgId).raw(packIfSmaller(result)).bytes();
}

export function rpcErrorResult(requestMsgId: bigint, code: number, message: string): Buffer {
  const error = new TlWriter().id(0x2144ca19).int(code).string(message).bytes();
  return new TlWriter().id(0xf35c6d01).long(requestMsgId).raw(error).bytes();
}
