import { describe, expect, it } from 'vitest';
import { noticeText } from '../../domain/notice-text.ts';
import { Play, refusedWith } from './play.ts';

const told = (name: string) => ({ ...refusedWith(name), notice: 'Please use an official app.' });

describe('what Telegram tells the owner beside an error', () => {
  it('stands in the view until the sign-in goes on', () => {
    const play = Play.waiting();
    play.wait(61_000).sent(told('SEND_CODE_UNAVAILABLE'));
    expect(play.view).toMatchObject({ step: { kind: 'enterCode' }, notice: 'Please use an official app.' });
    expect(play.does({ type: 'noCode' }).does({ type: 'openEntry' }).view).toHaveProperty('notice');
    expect(play.does({ type: 'enterCode', code: '12345' }).view).not.toHaveProperty('notice');
  });

  it('stands at the end, after the code was cancelled', () => {
    const play = Play.waiting().does({ type: 'enterCode', code: '12345' }).signedIn(told('UPDATE_APP_TO_LOGIN'));
    expect(play.effects).toEqual(['cancelCode']);
    expect(play.answer('closingAnswered', { kind: 'done' }).view).toMatchObject({
      step: { kind: 'failed' },
      notice: 'Please use an official app.',
    });
  });

  it('gives way to the next answer', () => {
    const play = new Play().event({ type: 'start' }).sent(told('PHONE_PASSWORD_FLOOD'));
    expect(play.view).toHaveProperty('notice');
    expect(play.waitForTimer().does({ type: 'restart' }).sent(refusedWith('FLOOD_WAIT_X', 9)).view).not.toHaveProperty(
      'notice',
    );
  });
});

describe('noticeText', () => {
  it.each([
    ['Two\n\n  lines\u0000and\u202e more', 'Two lines and more'],
    ['Call +49 (151) 123-456 now', 'Call ••• now'],
    ['Code: 123-45, or 12345, or ١٢٣٤٥', 'Code: •••, or •••, or •••'],
    ['Open https://t.me/login/98765 or tg://login?code=98765 x', 'Open https://••• or ••• x'],
    ['Wait 24 hours, 365 days', 'Wait 24 hours, 365 days'],
  ])('cleans %j', (text, clean) => {
    expect(noticeText(text)).toBe(clean);
  });

  it('is short, and nothing where nothing is left', () => {
    const long = noticeText('ä'.repeat(5_000));
    expect(long).toHaveLength(300);
    expect(long?.endsWith('…')).toBe(true);
    expect(noticeText('ä'.repeat(300))).toBe('ä'.repeat(300));
    expect(noticeText(' \n\u0000 ')).toBeUndefined();
  });
});
