import { describe, expect, it } from 'vitest';
import { botConfig } from '../../../runtime/bot-config.ts';
import { Settings } from '../../../runtime/settings.ts';

const BOT_TOKEN = '4607001:AAH-a_token_of_the_sandbox_alone_000000';
const read = (env: Record<string, string>) => botConfig(new Settings({ BOT_TOKEN, ...env }));

describe('the configuration of the bot', () => {
  it('takes all that it knows', () => {
    expect(
      read({
        BOT_API_ROOT: 'http://127.0.0.1:8081/',
        LATCHKEY_OPS_CHAT: '-1001',
        LATCHKEY_BOT_KEYPAD: 'on',
        LATCHKEY_QUIET_HOURS: '22:00-07:00 Europe/Berlin',
        LATCHKEY_PUBLIC_URL: 'https://latchkey.example.org/',
      }),
    ).toEqual({
      token: BOT_TOKEN,
      apiRoot: 'http://127.0.0.1:8081',
      opsChatId: -1001,
      keypad: true,
      timeZone: 'Europe/Berlin',
      quietHours: { fromMinute: 1320, toMinute: 420, timeZone: 'Europe/Berlin' },
      publicUrl: 'https://latchkey.example.org',
    });
    expect(read({})).toEqual({ token: BOT_TOKEN, keypad: false, timeZone: 'UTC' });
    const both = { LATCHKEY_TIME_ZONE: 'Asia/Tokyo', LATCHKEY_QUIET_HOURS: '22:00-07:00 Europe/Berlin' };
    expect(read(both).timeZone).toBe('Asia/Tokyo');
  });

  it.each([
    ['BOT_TOKEN', 'secret-of-mine'],
    ['BOT_API_ROOT', 'localhost'],
    ['LATCHKEY_OPS_CHAT', '1001'],
    ['LATCHKEY_BOT_KEYPAD', 'yes'],
    ['LATCHKEY_TIME_ZONE', 'Mars/Base'],
    ['LATCHKEY_QUIET_HOURS', '22-7'],
    ['LATCHKEY_QUIET_HOURS', '22:00-24:00 UTC'],
    ['LATCHKEY_QUIET_HOURS', '22:00-07:00 Mars/Base'],
  ])('says what is wrong with %s = %s, and never a token', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(name);
    expect(() => read({ [name]: value })).not.toThrow('secret-of-mine');
  });

  it('says where a token comes from when there is none', () => {
    expect(() => botConfig(new Settings({}))).toThrow('@BotFather');
  });
});
