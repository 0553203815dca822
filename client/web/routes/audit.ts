import { z } from 'zod';
import type { ConsoleApp } from '../console-app.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { auditRowSchema } from '../schemas/answers.ts';
import { numberIdParams } from '../schemas/number-id.ts';
import { problemAnswers } from './problem-answers.ts';

export function addAudit(app: ConsoleApp, { records }: ConsoleDeps): void {
  app.get(
    '/api/audit',
    {
      config: { access: { to: 'operator', act: 'readAudit' } },
      schema: {
        tags: ['audit'],
        summary: 'Who did what, newest first',
        querystring: z.strictObject({
          numberId: numberIdParams.shape.numberId.optional(),
          limit: z.coerce.number().int().min(1).max(1_000).default(100),
        }),
        response: { 200: z.object({ rows: z.array(auditRowSchema) }), ...problemAnswers },
      },
    },
    async ({ query: { numberId, limit } }) => {
      const known = new Map((await records.numbers()).map((number) => [number.numberId, number]));
      const found = await records.audit({ limit, ...(numberId === undefined ? {} : { numberId }) });
      const rows = found.map((row) => {
        const number = row.numberId === undefined ? undefined : known.get(row.numberId);
        return number === undefined ? row : { ...row, label: number.label, phoneTail: number.phone.slice(-4) };
      });
      return { rows };
    },
  );
}
