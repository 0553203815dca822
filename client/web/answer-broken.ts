import type { Socket } from 'node:net';
import type { Logger } from '../../runtime/logger.ts';
import { problem, PROBLEM_TYPE } from './problem.ts';

const statusLines: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** What is no HTTP request at all, so that no route sees it. Not even its error is logged: that holds what was sent. */
export function answerBroken(error: Error & { code?: string }, socket: Socket, logger: Logger): void {
  const { code = '' } = error;
  if (code === 'ECONNRESET' || socket.destroyed) return;
  logger.debug({ code }, 'No HTTP request');
  const statusLine = statusLines[code] ?? '400 Bad Request';
  const body = JSON.stringify({ ...problem('BAD_REQUEST'), status: Number.parseInt(statusLine, 10) });
  const headers = [
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    'connection: close',
  ];
  if (socket.writable) socket.end(`HTTP/1.1 ${statusLine}\r\n${headers.join('\r\n')}\r\n\r\n${body}`);
  else socket.destroy();
}
