import { isLogin, isProblem, isUnreadable, type Login, type Problem, type UnreadableLogin } from './answers.ts';

/** Views as they change. The browser comes back by itself and says what it has; `onEnd`: it may look no more. */
export function followViews(
  path: string,
  after: number,
  on: {
    view: (login: Login) => void;
    unreadable: (login: UnreadableLogin) => void;
    end: (problem: Problem) => void;
    connected: (is: boolean) => void;
  },
): void {
  const source = new EventSource(`${path}?after=${after}`);
  source.addEventListener('open', () => on.connected(true));
  source.addEventListener('error', () => on.connected(false));
  source.addEventListener('view', (event) => {
    const content: unknown = JSON.parse(String(event.data));
    if (isLogin(content)) on.view(content);
  });
  source.addEventListener('unreadable', (event) => {
    const content: unknown = JSON.parse(String(event.data));
    if (isUnreadable(content)) on.unreadable(content);
  });
  source.addEventListener('end', (event) => {
    source.close();
    const content: unknown = JSON.parse(String(event.data));
    if (isProblem(content)) on.end(content);
  });
  addEventListener('pagehide', () => source.close());
}
