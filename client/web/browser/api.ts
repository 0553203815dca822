import { isProblem, type Problem } from './answers.ts';
import type { ProblemCode } from '../problem-code.ts';
import * as texts from '../../texts/texts.ts';
import { pauseUntilReached, tellReached } from './connection.ts';

/** The console refused something, in its own words. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }

  is(code: ProblemCode): boolean {
    return this.problem.code === code;
  }
}

/** There was no answer, and trying again by itself would not do. */
export class UnreachedError extends Error {
  override readonly name = 'UnreachedError';
}

type Guard<Answer> = (content: unknown) => content is Answer;

const PAUSE_MS = 700;
const MOST_PAUSE_MS = 2_000;

let csrf = '';

/** The token of the session, with whatever changes something. */
export function useToken(token: string): void {
  csrf = token;
}

export async function get<Answer>(path: string, is: Guard<Answer>): Promise<Answer> {
  return await ask(path, { method: 'GET' }, is);
}

/** Repeated until there is an answer, under the same key: the console does it once. */
export async function post<Answer>(path: string, body: object, is: Guard<Answer>): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': crypto.randomUUID(),
    ...(csrf === '' ? {} : { 'x-latchkey-csrf': csrf }),
  };
  return await ask(path, { method: 'POST', headers, body: JSON.stringify(body) }, is);
}

async function ask<Answer>(path: string, init: RequestInit, is: Guard<Answer>): Promise<Answer> {
  const { ok, text } = await reach(path, { ...init, cache: 'no-store', credentials: 'same-origin' });
  const content: unknown = text === '' ? null : JSON.parse(text);
  if (!ok && isProblem(content)) throw new RefusedError(content);
  if (ok && is(content)) return content;
  throw new TypeError(texts.console.pages.notUnderstood);
}

/** Tries until the console has answered: what somebody has typed must not be lost because it was away for a while. */
async function reach(path: string, init: RequestInit): Promise<{ ok: boolean; text: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await tryOnce(path, init);
    tellReached(answer !== undefined);
    if (answer !== undefined) return answer;
    // A link is not opened again by itself: the first attempt may have spent it.
    if (path === '/api/open') throw new UnreachedError();
    await pauseUntilReached(Math.min(attempt * PAUSE_MS, MOST_PAUSE_MS));
  }
}

async function tryOnce(path: string, init: RequestInit): Promise<{ ok: boolean; text: string } | undefined> {
  try {
    const answer = await fetch(path, init);
    // Not the console's own words: those of a proxy before it, which does not reach it.
    if (answer.status >= 502 && !(answer.headers.get('content-type') ?? '').includes('json')) return undefined;
    return { ok: answer.ok, text: await answer.text() };
  } catch {
    return undefined;
  }
}
