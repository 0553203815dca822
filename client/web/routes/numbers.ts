import { z } from 'zod';
import { SENDS_WINDOW_MS } from '../../../domain/limits.ts';
import type { ConsoleApp } from '../console-app.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { numberSchema } from '../schemas/answers.ts';
import { problemAnswers } from './problem-answers.ts';

export function addNumbers(app: ConsoleApp, { records, sendsPerDay }: ConsoleDeps): void {
  app.get(
    '/api/numbers',
    {
      config: { access: { to: 'operator', act: 'look' } },
      schema: {
        tags: ['numbers'],
        summary: 'The enrolled numbers, by their last four digits',
        response: { 200: z.object({ numbers: z.array(numberSchema) }), ...problemAnswers },
      },
    },
    async () => {
      const enrolled = await records.numbers();
      const numbers = await Promise.all(
        enrolled.map(async ({ phone, ...number }) => {
          const budget = { limit: sendsPerDay, windowMs: SENDS_WINDOW_MS };
          const { used, freeInMs } = await records.sendsUsed(number.numberId, budget);
          const sessionsKept = await records.sessionsKept(number.numberId);
          const sends = { sendsUsed: used, sendsPerDay, nextSendInMs: freeInMs };
          return { ...number, phoneTail: phone.slice(-4), sessionsKept, ...sends };
        }),
      );
      return { numbers };
    },
  );
}
