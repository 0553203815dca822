import { z } from 'zod';
import type { ConsoleApp } from '../console-app.ts';
import type { ConsoleDeps } from '../console-deps.ts';

const health = z.object({ status: z.enum(['ok', 'unavailable']) });
const open = { tags: ['health'], security: [] };

export function addHealth(app: ConsoleApp, { checkReady, logger }: ConsoleDeps): void {
  app.get('/livez', { schema: { ...open, summary: 'The process listens', response: { 200: health } } }, async () => ({
    status: 'ok' as const,
  }));

  app.get(
    '/readyz',
    { schema: { ...open, summary: 'Temporal and the records answer', response: { 200: health, 503: health } } },
    async (_request, reply) => {
      try {
        await checkReady();
        return { status: 'ok' as const };
      } catch (error) {
        logger.warn({ err: error }, 'not ready');
        return await reply.code(503).send({ status: 'unavailable' });
      }
    },
  );
}
