import { describe, expect, it } from 'vitest';
import { describeRefusal } from '../../client/texts/describe-refusal.ts';
import { describeTelegramError } from '../../client/texts/describe-telegram-error.ts';
import { describeSubject, describeView } from '../../client/texts/describe-view.ts';
import * as texts from '../../client/texts/texts.ts';
import { duration, type TimeStyle, when } from '../../client/texts/times.ts';
import type { Refusal } from '../../domain/decision.ts';
import { telegramErrors } from '../../domain/telegram-errors.ts';
import { allSteps, viewWith } from './views.ts';

const NOW = Date.UTC(2026, 10, 22, 16, 5, 0);
const relative: TimeStyle = { times: 'relative' };
const absolute: TimeStyle = { times: 'absolute', timeZone: 'Europe/Berlin' };

function words(step: Parameters<typeof viewWith>[0], style = relative): string {
  const { headline, lines, question } = describeView(viewWith(step), NOW, style);
  return [headline, ...lines, question ?? ''].join('\n');
}

function expectProse(text: string): void {
  expect(text).not.toMatch(/undefined|null|NaN|\[object|Invalid|[{}!]/u);
  for (const line of text.split('\n').filter((each) => each !== '')) expect(line).toMatch(/^(?:[A-Z0-9"]|\.\.\.)/u);
}

describe('describeView', () => {
  it.each([relative, absolute])('puts every step into words, %j', (style) => {
    for (const step of allSteps(NOW)) expectProse(words(step, style));
  });

  it('says first that it is not Telegram where it is not', () => {
    const step = { kind: 'checkingCode' } as const;
    expect(describeView({ ...viewWith(step), telegram: false }, NOW, relative).lines[0]).toBe(texts.login.notTelegram);
    expect(describeView(viewWith(step), NOW, relative).lines).not.toContain(texts.login.notTelegram);
  });

  it('says where the code is, what comes next and when, how many tries and how much time are left', () => {
    const text = words({
      kind: 'enterCode',
      delivery: { type: 'App', length: 5 },
      format: { kind: 'digits', length: 5 },
      sentAtMs: NOW,
      deadlineAtMs: NOW + 900_000,
      triesLeft: 3,
      next: { kind: 'automatic', way: 'Sms', atMs: NOW + 42_000 },
    });
    expect(text).toContain('Code sent to the Telegram app');
    expect(text).toContain('It has 5 digits.');
    expect(text).toContain('If nothing comes, a text message goes out by itself in 42 s.');
    expect(text).toContain('3 tries left for this code.');
    expect(text).toContain('Without an answer the sign-in ends in 15 min.');
  });

  it('says of what was typed into a pause that it was not checked, and when the pause is over', () => {
    const error = { name: 'FLOOD_WAIT_X', raw: 'FLOOD_WAIT_90', code: 420, value: 90 };
    const at = (untilMs: number): string =>
      words({
        kind: 'enterPassword',
        hasRecovery: false,
        deadlineAtMs: NOW + 900_000,
        wrongPasswords: 0,
        problem: { kind: 'serverWait', untilMs, error },
      });
    expect(at(NOW + 90_000)).toContain('Telegram wants a pause before the next try, until 90 s from now.');
    expect(at(NOW + 90_000)).toContain('FLOOD_WAIT_90');
    expect(at(NOW)).toContain('That was not checked, and the pause that Telegram wanted is over: try it again.');
    expect(at(NOW)).not.toContain('FLOOD_WAIT_90');
  });

  it('says what was there before a password', () => {
    const step = { kind: 'enterPassword', hasRecovery: false, deadlineAtMs: NOW + 900_000, wrongPasswords: 0 } as const;
    expect(words(step)).toContain('The code was right.');
    expect(words({ ...step, scanned: true })).toContain('The QR code was scanned.');
  });

  it('shows absolute times with their zone', () => {
    const step = {
      kind: 'serverWait',
      why: { code: 'OUTCOME_UNKNOWN' },
      untilMs: NOW + 600_000,
      thenSends: true,
    } as const;
    expect(words(step, absolute)).toMatch(/at 17:15:00 (?:CET|GMT\+1)/u);
  });

  it('asks where the account is open when Telegram offers no other way', () => {
    const text = words({
      kind: 'enterCode',
      delivery: { type: 'App', length: 5 },
      format: { kind: 'digits', length: 5 },
      sentAtMs: NOW,
      deadlineAtMs: NOW + 900_000,
      triesLeft: 3,
      next: { kind: 'none' },
      advice: 'isOpenOnDevice',
    });
    expect(text).toContain('Telegram offers no other way to send this code.');
    expect(text).toContain('is this account open in Telegram on any device?');
    expect(text).toContain('archived chats');
  });

  it('says of an unknown outcome that a code may come and cannot be used, and what goes out when', () => {
    const text = words({ kind: 'outcomeUnknown', nextSendAtMs: NOW + 60_000, sendsLeft: 1 });
    expect(text).toContain('A code may arrive; it cannot be used');
    expect(text).toContain('in 60 s');
    expect(text).toContain('One send is left');
  });

  it('says why codes die', () => {
    const text = words({ kind: 'restartOffered', reason: 'codeExpired', deadlineAtMs: NOW + 1, sendsLeft: 2 });
    expect(text).toContain('posts them in a Telegram chat');
    expect(text).toContain('too late');
  });

  it('passes on what Telegram has told the owner', () => {
    const notice = 'Please use an official app.';
    expect(describeView({ ...viewWith({ kind: 'checkingCode' }), notice }, NOW, relative).lines.at(-1)).toBe(
      'Telegram has told the account: "Please use an official app."',
    );
  });

  it('says of a dead code that a fresh one is on its way or was sent, and why codes die', () => {
    const lines = (step: Parameters<typeof viewWith>[0], typed = true) =>
      describeView({ ...viewWith(step), codeDied: { error: 'PHONE_CODE_EXPIRED', typed } }, NOW, relative).lines;
    expect(lines({ kind: 'requesting' })[0]).toBe(
      'The code you typed could not be used any more (Telegram: PHONE_CODE_EXPIRED); a fresh one is on its way.',
    );
    const [enterCode] = allSteps(NOW).filter(({ kind }) => kind === 'enterCode');
    if (enterCode === undefined) throw new Error('There is no step that asks for a code.');
    expect(lines(enterCode).slice(0, 2)).toEqual([
      'The code you typed could not be used any more (Telegram: PHONE_CODE_EXPIRED); a fresh one was sent.',
      texts.login.whyCodesDie,
    ]);
    expect(lines(enterCode, false)[0]).toMatch(/^The code before could not be used any more/u);
    const offered = { kind: 'restartOffered', reason: 'nobodyAround', deadlineAtMs: NOW + 1, sendsLeft: 2 } as const;
    expect(lines(offered)[0]).toBe('The code you typed could not be used any more (Telegram: PHONE_CODE_EXPIRED).');
    for (const line of allSteps(NOW).flatMap((step) => lines(step))) expectProse(line);
  });

  it('asks the owner to confirm a new sign-in', () => {
    const text = words({ kind: 'signedIn', account: { userId: '77', firstName: 'Anna', username: 'anna' }, dcId: 2 });
    expect(text).toContain('Signed in as Anna (@anna)');
    expect(text).toContain('confirm "Yes, it\'s me"');
  });

  it('says at the end as which device the owner sees the session', () => {
    const device = { model: 'Latchkey on a-host', systemVersion: 'server', appVersion: '0.1' };
    const step = { kind: 'signedIn', account: { userId: '77', firstName: 'Anna' }, dcId: 2 } as const;
    expect(words({ ...step, device })).toContain('it is called "Latchkey on a-host" (system server, version 0.1)');
    expect(words(step)).not.toContain('it is called');
  });

  it('says from when another code can be asked for, and which line is about what went wrong', () => {
    const step = {
      kind: 'enterCode',
      delivery: { type: 'App', length: 5 },
      format: { kind: 'digits', length: 5 },
      problem: { kind: 'wrongCode' },
      sentAtMs: NOW,
      deadlineAtMs: NOW + 900_000,
      triesLeft: 3,
      next: { kind: 'onRequest', way: 'Call', fromMs: NOW + 600_000 },
    } as const;
    expect(words(step, absolute)).toMatch(/reads the code out can be asked for from 17:15:00 /u);
    expect(words(step)).toContain('can be asked for in 10 min.');
    expect(describeView({ ...viewWith(step), telegram: false }, NOW, relative)).toMatchObject({
      lines: expect.arrayContaining([texts.login.codeProblems.wrongCode]),
      problem: texts.login.codeProblems.wrongCode,
    });
    expect(describeView(viewWith({ kind: 'requesting' }), NOW, relative)).not.toHaveProperty('problem');
  });

  it("gives Telegram's error as it was written, what it means and what to do", () => {
    const error = { name: 'PHONE_NUMBER_BANNED', raw: 'PHONE_NUMBER_BANNED', code: 400 };
    const text = words({ kind: 'failed', why: { code: 'TELEGRAM_REFUSED', error } });
    expect(text).toContain('Telegram said PHONE_NUMBER_BANNED: Telegram has banned this number.');
    expect(text).toContain(telegramErrors.PHONE_NUMBER_BANNED.doNext);
  });

  it('says whose sign-in it is by the last four digits', () => {
    const view = viewWith({ kind: 'requesting' });
    expect(describeSubject(view)).toBe('Support (…4607), started by cli:anna');
    expect(describeSubject({ ...view, startedBy: 'tg:102' })).toBe('Support (…4607), started by operator 102');
  });
});

describe('describeTelegramError', () => {
  it.each(Object.keys(telegramErrors))('knows %s', (name) => {
    const raw = name.replaceAll(/(?<=_)X$/gu, '33').replaceAll('_X_', '_33_');
    const text = describeTelegramError(raw).join('\n');
    expect(text).toContain(`Telegram said ${raw}: `);
    expect(text).not.toMatch(/undefined|does not know\.|\bX\b/u);
  });

  it('puts the number of an error into its meaning', () => {
    expect(describeTelegramError('FLOOD_WAIT_33').join('\n')).toContain('Telegram wants 33 seconds of silence');
  });

  it('knows challenges by their beginning', () => {
    expect(describeTelegramError('RECAPTCHA_CHECK_signup__6LeAbC').join('\n')).toContain('captcha');
  });

  it('shows an unknown one as it came', () => {
    expect(describeTelegramError('WHO_KNOWS_7').join('\n')).toContain(
      'Telegram said WHO_KNOWS_7, which Latchkey does not know.',
    );
  });
});

describe('describeRefusal', () => {
  const refusals: { [Code in Refusal['code']]: Extract<Refusal, { code: Code }> } = {
    LOGIN_ENDED: { code: 'LOGIN_ENDED' },
    STALE_STEP: { code: 'STALE_STEP' },
    NOT_NOW: { code: 'NOT_NOW' },
    CODE_EMPTY: { code: 'CODE_EMPTY' },
    CODE_TOO_LONG: { code: 'CODE_TOO_LONG' },
    CODE_WRONG_LENGTH: { code: 'CODE_WRONG_LENGTH', expected: 5, received: 4 },
    CODE_NOT_DIGITS: { code: 'CODE_NOT_DIGITS' },
    CODE_WRONG_BEGINNING: { code: 'CODE_WRONG_BEGINNING', beginning: 'f' },
    CODE_WRONG_PATTERN: { code: 'CODE_WRONG_PATTERN', pattern: '+4915***' },
    TOO_EARLY: { code: 'TOO_EARLY', fromMs: NOW + 5_000 },
    EMAIL_MALFORMED: { code: 'EMAIL_MALFORMED' },
    CONFIRMATION_MISSING: { code: 'CONFIRMATION_MISSING' },
    CONFIRMATION_WRONG: { code: 'CONFIRMATION_WRONG' },
    RECOVERY_MAILS_USED_UP: { code: 'RECOVERY_MAILS_USED_UP' },
    NO_RECOVERY_ADDRESS: { code: 'NO_RECOVERY_ADDRESS' },
    NO_RECOVERY_AFTER_SCAN: { code: 'NO_RECOVERY_AFTER_SCAN' },
    TIME_OUT_OF_RANGE: { code: 'TIME_OUT_OF_RANGE' },
    NO_NEXT_WAY: { code: 'NO_NEXT_WAY' },
    SEND_BUDGET_USED_UP: { code: 'SEND_BUDGET_USED_UP', freeAtMs: NOW + 86_400_000 },
  };

  it.each(Object.values(refusals))('puts $code into words', (refusal) => {
    expectProse(describeRefusal(refusal, NOW, relative));
    expectProse(describeRefusal(refusal, NOW, absolute));
  });

  it('does not blame Telegram for a pause of our own', () => {
    expect(describeRefusal(refusals.TOO_EARLY, NOW, relative)).toBe('Too early: possible in 5 s.');
  });

  it('says how many digits were expected and typed', () => {
    expect(describeRefusal(refusals.CODE_WRONG_LENGTH, NOW, relative)).toContain(
      'The code has 5 digits, and 4 were typed.',
    );
  });
});

describe('times', () => {
  it.each([
    [1, '1 s'],
    [59_001, '60 s'],
    [119_000, '119 s'],
    [121_000, '3 min'],
    [3_600_000, '60 min'],
    [7_200_000, '2 h'],
    [11_100_000, '3 h 5 min'],
    [172_800_000, '2 d'],
    [187_200_000, '2 d 4 h'],
  ])('says %i ms as %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  it('says now for what has passed, and the day for what is not today', () => {
    expect(when(NOW, NOW, relative)).toBe('now');
    expect(when(NOW + 86_400_000, NOW, absolute)).toMatch(/^at 17:05:00 (?:CET|GMT\+1) on 23 Nov$/u);
  });
});
