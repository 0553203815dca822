import { describe, expect, it } from 'vitest';
import { Settings } from '../../runtime/settings.ts';
import { webConfig } from '../../runtime/web-config.ts';

const read = (env: Record<string, string>) => webConfig(new Settings(env));

describe('the configuration of the console', () => {
  it('listens on this machine alone unless it is told otherwise', () => {
    expect(read({})).toEqual({ host: '127.0.0.1', port: 8787, publicUrl: 'http://127.0.0.1:8787' });
    expect(read({ LATCHKEY_WEB_LISTEN: '[::1]:80' })).toMatchObject({ host: '::1', publicUrl: 'http://[::1]:80' });
    const env = { LATCHKEY_WEB_LISTEN: '0.0.0.0:80', LATCHKEY_PUBLIC_URL: 'https://latchkey.example.org/' };
    expect(read(env)).toEqual({ host: '0.0.0.0', port: 80, publicUrl: 'https://latchkey.example.org' });
  });

  it('takes the bot from its id, or from its token', () => {
    expect(read({ LATCHKEY_BOT_ID: '7342037359' }).miniApp).toEqual({ botId: '7342037359' });
    expect(read({ BOT_TOKEN: '7342037359:AAExample' }).miniApp).toEqual({ botId: '7342037359' });
    const key = 'ab'.repeat(32);
    const own = { BOT_TOKEN: '1:x', LATCHKEY_BOT_ID: '7342037359', LATCHKEY_MINI_APP_KEY: key };
    expect(read(own).miniApp).toEqual({ botId: '7342037359', key });
  });

  it.each([
    { LATCHKEY_WEB_LISTEN: '8787' },
    { LATCHKEY_WEB_LISTEN: 'localhost:99999' },
    { LATCHKEY_PUBLIC_URL: 'https://example.org/console' },
    { LATCHKEY_BOT_ID: 'mybot' },
    { LATCHKEY_MINI_APP_KEY: 'short' },
  ])('refuses %j', (env) => {
    expect(() => read(env as Record<string, string>)).toThrow(Object.keys(env)[0] ?? '');
  });
});
