import { describe, expect, it } from 'vitest';
import { browserCommand } from '../../tools/demo/page/browser-command.ts';

const url = 'http://127.0.0.1:1/key/';

describe('the browser of the demo', () => {
  it.each([
    { platform: 'linux', env: { DISPLAY: ':0' }, command: ['xdg-open', url] },
    { platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' }, command: ['xdg-open', url] },
    { platform: 'linux', env: { DISPLAY: ':10', SSH_CONNECTION: '1 2 3 4' }, command: ['xdg-open', url] },
    { platform: 'darwin', env: {}, command: ['open', url] },
    { platform: 'win32', env: {}, command: ['cmd', '/c', 'start', '', url] },
  ] as const)('is opened on $platform with $env', ({ platform, env, command }) => {
    expect(browserCommand(url, env, platform)).toEqual(command);
  });

  it.each([
    { why: 'in continuous integration', platform: 'linux', env: { CI: 'true', DISPLAY: ':0' } },
    { why: 'without a display', platform: 'linux', env: {} },
    { why: 'over SSH', platform: 'darwin', env: { SSH_CONNECTION: '1 2 3 4' } },
  ] as const)('is not opened $why', ({ platform, env }) => {
    expect(browserCommand(url, env, platform)).toBeUndefined();
  });
});
