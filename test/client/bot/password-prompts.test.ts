import { expect, it } from 'vitest';
import { PasswordPrompts } from '../../../client/bot/password-prompts.ts';
import type { PathStep } from '../../../domain/login-view.ts';
import { viewWith } from '../views.ts';

const MINUTE_MS = 60_000;

it('knows of a prompt from its beginning until some minutes after its end, and reads each change once', async () => {
  const nowMs = Date.now();
  const fromMs = nowMs - 60 * MINUTE_MS;
  const path: PathStep[] = [{ kind: 'enterPassword', atMs: fromMs }];
  const view = { ...viewWith({ kind: 'checkingPassword' }), path };
  const rows = [{ view, change: 7 }];
  const asked: number[] = [];
  const prompts = new PasswordPrompts({
    viewsSince: (change) => {
      asked.push(change);
      const news = rows.filter((row) => row.change > change);
      return Promise.resolve(
        news.map((row) => ({
          ...row,
          numberId: view.numberId,
          loginId: view.loginId,
          version: row.change,
          ended: row.view.ended,
          updatedAtMs: nowMs,
        })),
      );
    },
  });
  const ids = async (atMs: number): Promise<string[]> => (await prompts.at(atMs)).map(({ loginId }) => loginId);
  expect(await ids(fromMs - MINUTE_MS)).toEqual([]);
  expect(await ids(fromMs)).toEqual([view.loginId]);
  expect(await ids(nowMs)).toEqual([view.loginId]);
  rows.push({
    view: { ...view, path: [...path, { kind: 'signedIn', atMs: fromMs + MINUTE_MS }], ended: true },
    change: 8,
  });
  expect(await ids(fromMs + 2 * MINUTE_MS)).toEqual([view.loginId]);
  expect(await ids(nowMs)).toEqual([]);
  expect(asked).toEqual([0, 7, 7, 7, 8]);
});
