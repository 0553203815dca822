import type { z } from 'zod';
import { parseInput } from '../../control/parse-input.ts';
import type { BotApi } from '../start-bot-api.ts';

/** One request of the control port about the Bot API: what it is for, takes, answers, and does. */
export interface BotRoute {
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodObject;
  readonly answer: z.ZodType;
  /** 'text/event-stream': written by http-server.ts, and `run` is not asked. */
  readonly contentType?: 'text/event-stream';
  run(api: BotApi, numbers: Readonly<Record<string, number>>, input: unknown): unknown;
}

/** A request that takes nothing but the numbers in its path. */
export function plainRoute(
  summary: string,
  answer: z.ZodType,
  run: (api: BotApi, numbers: Readonly<Record<string, number>>) => unknown,
): BotRoute {
  return { summary, answer, run };
}

export function bodyRoute<Body>(
  summary: string,
  { body, answer }: { readonly body: z.ZodType<Body>; readonly answer: z.ZodType },
  run: (api: BotApi, numbers: Readonly<Record<string, number>>, body: Body) => unknown,
): BotRoute {
  return {
    summary,
    body,
    answer,
    run: (api, numbers, input) => run(api, numbers, parseInput(body, input ?? {}, 'The body')),
  };
}

export function queryRoute<Query>(
  summary: string,
  { query, answer }: { readonly query: z.ZodObject & z.ZodType<Query>; readonly answer: z.ZodType },
  run: (api: BotApi, query: Query) => unknown,
): BotRoute {
  return {
    summary,
    query,
    answer,
    run: (api, _numbers, input) => run(api, parseInput<Query>(query, input, 'The query')),
  };
}
