import { ConfigError } from './config-error.ts';
import type { Settings } from './settings.ts';

/**
 * Where people's browsers reach the console, as `LATCHKEY_PUBLIC_URL` says: no slash at the end. https, or http on this machine.
 *
 * @throws {ConfigError}
 */
export function publicUrl(settings: Settings): string | undefined {
  const text = settings.get('LATCHKEY_PUBLIC_URL');
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['https:', 'http:'].includes(url.protocol)) {
    throw new ConfigError(
      'LATCHKEY_PUBLIC_URL must be the address of the console, for example https://latchkey.example.org.',
    );
  }
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    throw new ConfigError('LATCHKEY_PUBLIC_URL must be an address without user, "?" and "#".');
  }
  if (url.protocol === 'http:' && !isThisMachine(url.hostname)) {
    throw new ConfigError(
      `LATCHKEY_PUBLIC_URL is "${text}": codes would travel in clear. Use https, or http with localhost for trials.`,
    );
  }
  return url.href.replace(/\/+$/u, '');
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/u.test(hostname);
}
