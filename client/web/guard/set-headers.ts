import helmet from '@fastify/helmet';
import type { ConsoleApp } from '../console-app.ts';

/** Telegram Web shows a Mini App in a frame; the apps show it in a view of their own. */
const FRAME_ANCESTORS = 'https://web.telegram.org';

/** What a browser may do with an answer: nothing from elsewhere, nothing kept, nothing told. */
export async function setHeaders(app: ConsoleApp, publicUrl: string): Promise<void> {
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: [],
        styleSrc: [],
        workerSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: [FRAME_ANCESTORS],
        requireTrustedTypesFor: ["'script'"],
        // For the address of the one worker (browser/prove.ts).
        trustedTypes: ['latchkey'],
      },
    },
    // `frame-ancestors` says it, and the older header cannot name one site.
    frameguard: false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    strictTransportSecurity: publicUrl.startsWith('https:') ? { maxAge: 31_536_000 } : false,
  });
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()');
  });
}
