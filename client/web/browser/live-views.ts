import type { ProblemCode } from '../problem-code.ts';
import { isLogin, isProblem, isUnreadable, type Login, type Problem, type UnreadableLogin } from './answers.ts';
import { pauseUntilReached } from './connection.ts';
import { readEvents, type ServerEvent } from './read-events.ts';

const PAUSE_MS = 1_000;
const ends: ReadonlySet<ProblemCode> = new Set(['NOT_AN_OPERATOR', 'NOT_SIGNED_IN']);

/** Views as they change. It comes back by itself and says what it has; `end`: it may look no more. */
export function followViews(
  path: string,
  after: number,
  on: { view: (login: Login) => void; unreadable: (login: UnreadableLogin) => void; end: (problem: Problem) => void },
): void {
  const stop = new AbortController();
  addEventListener('pagehide', () => stop.abort());
  let known = after;
  const end = (problem: Problem): void => {
    stop.abort();
    on.end(problem);
  };
  const tell = ({ name, id, data }: ServerEvent): void => {
    if (data === '') return;
    known = Number(id) || known;
    const content: unknown = JSON.parse(data);
    if (name === 'view' && isLogin(content)) on.view(content);
    if (name === 'unreadable' && isUnreadable(content)) on.unreadable(content);
    if (name === 'end' && isProblem(content)) end(content);
  };
  const follow = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const problem = await readEvents(`${path}?after=${known}`, { signal: stop.signal, tell });
      if (problem !== undefined && ends.has(problem.code)) end(problem);
      else await pauseUntilReached(PAUSE_MS);
    }
  };
  void follow();
}
