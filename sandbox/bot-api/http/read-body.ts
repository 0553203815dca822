import type { IncomingMessage } from 'node:http';
import { ApiError } from '../api-error.ts';

const maxJsonBytes = 1 << 20;
const maxPartsBytes = 10 << 20;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const isInParts = request.headers['content-type']?.startsWith('multipart/') ?? false;
  const most = isInParts ? maxPartsBytes : maxJsonBytes;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > most) throw new ApiError(413, 'Request Entity Too Large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
