import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { ConsoleApp } from '../console-app.ts';
import type { ConsoleLimits } from '../console-deps.ts';
import { ProblemError } from '../problem.ts';

const MINUTE_MS = 60_000;
/** An IPv6 customer has a whole network of addresses. */
const IPV6_SUBNET = 56;

/** Refuses with 429 whoever asks too often: by address before anything else is done, then by operator. */
export async function limitRates(app: ConsoleApp, limits: ConsoleLimits): Promise<{ opening: Check }> {
  await app.register(rateLimit, { global: false });
  const limiter = (max: number, keyOf: (request: FastifyRequest) => string): Check => {
    const take = app.createRateLimit({ max, timeWindow: MINUTE_MS, keyGenerator: keyOf, ipv6Subnet: IPV6_SUBNET });
    return async (request) => {
      const taken = await take(request);
      if (taken.isAllowed || !taken.isExceeded) return;
      throw new ProblemError('TOO_MANY_REQUESTS', { retryAfterSeconds: taken.ttlInSeconds });
    };
  };
  const address = limiter(limits.perAddress, ({ ip }) => ip);
  const operator = limiter(limits.perOperator, ({ session }) => String(session?.userId));
  app.addHook('onRequest', async (request) => {
    await address(request);
  });
  app.addHook('preHandler', async (request) => {
    if (request.session !== undefined) await operator(request);
  });
  return { opening: limiter(limits.openPerAddress, ({ ip }) => ip) };
}

type Check = (request: FastifyRequest) => Promise<void>;
