import { isProblem, type Problem } from './answers.ts';
import type { ProblemCode } from '../problem-code.ts';
import * as texts from '../../texts/texts.ts';

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

type Guard<Answer> = (content: unknown) => content is Answer;

const ATTEMPTS = 4;
const PAUSE_MS = 700;

let csrf = '';

/** The token of the session, with whatever changes something. */
export function useToken(token: string): void {
  csrf = token;
}

export async function get<Answer>(path: string, is: Guard<Answer>): Promise<Answer> {
  return await ask(path, { method: 'GET' }, is);
}

/** Repeats what got no answer at all, under the same key: the console does it once. */
export async function post<Answer>(path: string, body: object, is: Guard<Answer>): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': crypto.randomUUID(),
    ...(csrf === '' ? {} : { 'x-latchkey-csrf': csrf }),
  };
  return await ask(path, { method: 'POST', headers, body: JSON.stringify(body) }, is);
}

async function ask<Answer>(path: string, init: RequestInit, is: Guard<Answer>): Promise<Answer> {
  const answer = await reach(path, { ...init, cache: 'no-store', credentials: 'same-origin' });
  const text = await answer.text();
  const content: unknown = text === '' ? null : JSON.parse(text);
  if (!answer.ok && isProblem(content)) throw new RefusedError(content);
  if (answer.ok && is(content)) return content;
  throw new TypeError(texts.console.pages.notUnderstood);
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetch(path, init);
    } catch (error) {
      // A link is not opened again by itself: the first attempt may have spent it.
      if (attempt >= ATTEMPTS || path === '/api/open') throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * PAUSE_MS));
    }
  }
}
