import { ProblemError } from '../problem.ts';

export type HostRules = {
  /** The console's own address as people reach it, e.g. `https://latchkey.example.org`. */
  publicUrl: string;
};

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Names of this machine, for whoever opens the console on it. With any port: a tunnel may have another one. */
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/iu;

/**
 * The origin under which the console was asked. Other names are refused: a page elsewhere could have made its own name
 * mean this machine (DNS rebinding).
 */
export function originAsked({ host }: Headers, { publicUrl }: HostRules): string {
  if (typeof host !== 'string') throw new ProblemError('HOST_UNKNOWN');
  const known = new URL(publicUrl);
  if (host.toLowerCase() === known.host) return known.origin;
  if (LOOPBACK.test(host)) return `http://${host.toLowerCase()}`;
  throw new ProblemError('HOST_UNKNOWN');
}

/**
 * What changes something must come from the console's own pages. Browsers send `Origin` with every such request and
 * `Sec-Fetch-Site` with all; neither can be set by a page.
 */
export function checkOrigin(headers: Headers, method: string, origin: string): void {
  const site = headers['sec-fetch-site'];
  const isUnsafe = !['GET', 'HEAD'].includes(method);
  if (isUnsafe && headers['origin'] !== origin) throw new ProblemError('CROSS_SITE');
  if (site !== undefined && site !== 'same-origin' && (isUnsafe || site !== 'none')) {
    throw new ProblemError('CROSS_SITE');
  }
}
