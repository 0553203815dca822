import type { IncomingMessage } from 'node:http';
import type { SandboxLogger } from '../../logger.ts';
import { ApiError } from '../api-error.ts';
import type { BotFaults } from '../fault-list.ts';
import { findMethod } from '../methods/bot-methods.ts';
import type { BotWorld } from '../state/bot-world.ts';
import { readBody } from './read-body.ts';
import { readParameters } from './read-parameters.ts';
import type { RequestLog } from './request-log.ts';

export interface Served {
  readonly world: BotWorld;
  readonly faults: BotFaults;
  readonly requests: RequestLog;
  readonly logger: SandboxLogger;
}

export interface Answer {
  readonly status: number;
  readonly body: object;
}

/** What a call is answered; 'lost' when it was carried out and nothing is to be heard of it. */
export async function answerCall(
  served: Served,
  request: IncomingMessage,
  signal: AbortSignal,
): Promise<Answer | 'lost'> {
  const url = URL.parse(`http://127.0.0.1${request.url ?? '/'}`);
  const [, token = '', name = ''] = /^\/bot([^/]+)\/([^/]+)$/.exec(url?.pathname ?? '') ?? [];
  const contentType = request.headers['content-type'] ?? '';
  try {
    const body = await readBody(request);
    const found = findMethod(name);
    const entry = served.requests.add({ atMs: served.world.nowMs(), method: found?.name ?? name, contentType, body });
    const settle = (answer: Answer): Answer => {
      entry.status = answer.status;
      served.logger.debug({ method: entry.method, status: answer.status }, 'bot call');
      return answer;
    };
    try {
      if (url === null || !/^\d+(:|%3A)[\w-]+$/i.test(token)) throw new ApiError(404, 'Not Found');
      if (decodeURIComponent(token) !== served.world.token) throw new ApiError(401, 'Unauthorized');
      if (found === undefined) throw new ApiError(404, 'Not Found: method not found');
      const { values, files } = await readParameters(url.searchParams, contentType, body);
      const hit = served.faults.take(found.name, values['chat_id']);
      if (hit?.kind === 'refuse') throw hit.error;
      const result = await found.method.run(served.world, values, { files, signal });
      return hit?.kind === 'loseAnswer' ? 'lost' : settle({ status: 200, body: { ok: true, result } });
    } catch (error) {
      return settle(refusal(error));
    }
  } catch (error) {
    return refusal(error);
  }
}

function refusal(error: unknown): Answer {
  if (!(error instanceof ApiError)) throw error;
  const { code, message, retryAfterSeconds } = error;
  const parameters = retryAfterSeconds === undefined ? {} : { parameters: { retry_after: retryAfterSeconds } };
  return { status: code, body: { ok: false, error_code: code, description: message, ...parameters } };
}
