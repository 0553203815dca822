import type { ProblemCode } from '../problem-code.ts';
import { isLogin, isMe, isProblem, type Login, type Problem } from './answers.ts';
import { get, RefusedError } from './api.ts';
import { tellReached } from './connection.ts';

/** Another console may answer here than the one that broke off. */
const PAUSE_MS = 1_000;
const ends: ReadonlySet<ProblemCode> = new Set(['NOT_AN_OPERATOR', 'NOT_SIGNED_IN']);

/** Views as they change. It comes back by itself and says what it has; `end`: it may look no more. */
export function followViews(
  path: string,
  after: number,
  on: { view: (login: Login) => void; end: (problem: Problem) => void },
): void {
  const source = new EventSource(`${path}?after=${after}`);
  let known = after;
  source.addEventListener('open', () => tellReached(true));
  // The browser would come back by itself, but not say why it may not.
  source.addEventListener('error', () => {
    source.close();
    void whyNot().then((problem) => {
      if (problem === undefined) followViews(path, known, on);
      else on.end(problem);
    });
  });
  source.addEventListener('view', (event) => {
    known = Number(event.lastEventId);
    const content: unknown = JSON.parse(String(event.data));
    if (isLogin(content)) on.view(content);
  });
  source.addEventListener('end', (event) => {
    source.close();
    const content: unknown = JSON.parse(String(event.data));
    if (isProblem(content)) on.end(content);
  });
  addEventListener('pagehide', () => source.close());
}

/** Waits until the console answers. */
async function whyNot(): Promise<Problem | undefined> {
  for (;;) {
    const problem = await get('/api/me', isMe).then(
      () => undefined,
      (error: unknown) => (error instanceof RefusedError ? error.problem : undefined),
    );
    if (problem !== undefined && ends.has(problem.code)) return problem;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (problem === undefined) return undefined;
  }
}
