import { expect, it } from 'vitest';
import { answerQuestions } from '../../../client/live-check/answer-questions.ts';
import { liveReport } from '../../../client/live-check/live-report.ts';
import { checkOf, seen, sent, signedIn, tried } from './seen.ts';

it('is Markdown with a row for every question and every call', () => {
  const check = checkOf([
    seen('auth.sendCode', { kind: 'moved', toDcId: 4 }, { send: 1 }),
    sent(1, { nextType: 'Sms', timeoutSeconds: 60 }),
    tried(signedIn),
    seen('auth.logOut', { kind: 'done', futureToken: true }),
  ]);
  const lines = liveReport(check).split('\n');
  expect(lines[0]).toMatch(/^# /u);
  const rows = lines.filter((line) => line.startsWith('| '));
  expect(rows).toHaveLength(4 + answerQuestions(check).length + check.seen.length);
  expect(rows.every((row) => row.endsWith(' |'))).toBe(true);
  expect(rows.at(-3)).toBe(
    '| +1.0 s | B | 2 | auth.sendCode (code 1) | auth.sentCode (auth.sentCodeTypeApp, length 5, next_type auth.codeTypeSms, timeout 60) | 100 ms |',
  );
  expect(rows.at(-1)).toContain('auth.loggedOut (with future_auth_token)');
  expect(lines.join('\n')).not.toMatch(/undefined|[{}]/u);
});

it('says what was left behind', () => {
  const logOut = (kind: 'done' | 'lost') => seen('auth.logOut', { kind });
  const cancelled = seen('auth.cancelCode', { kind: 'done' }, { send: 1 });
  expect(liveReport(checkOf([sent(1), cancelled]))).toContain('were cancelled');
  expect(liveReport(checkOf([sent(1), { ...cancelled, answer: { kind: 'lost' } }]))).toContain(
    'could not all be cancelled',
  );
  expect(liveReport(checkOf([sent(1), tried(signedIn), logOut('lost'), logOut('done')]))).toContain('was logged out');
  expect(liveReport(checkOf([sent(1), tried(signedIn), logOut('lost')]))).toContain('could not be logged out');
  expect(liveReport(checkOf([]))).toContain('nothing to log out');
});
