import { z } from 'zod';
import { MAX_TYPED } from '../../../domain/code-entry.ts';
import { idempotencyHeader } from '../command-options.ts';
import type { Access, ConsoleApp } from '../console-app.ts';
import type { ConsoleDeps, ConsoleLimits } from '../console-deps.ts';
import { loginCommand } from '../login-command.ts';
import { commandAnswerSchema } from '../schemas/answers.ts';
import { numberIdParams } from '../schemas/number-id.ts';
import { algorithmAnswerSchema, newPasswordSettingsSchema } from '../schemas/recovery.ts';
import { problemAnswers } from './problem-answers.ts';

const recoverAccess: Access = { to: 'operator', act: 'recoverPassword' };
const stepId = z.string().min(1).max(200).meta({ description: 'The question that is answered, from the view' });
const confirmation = z.string().max(20).meta({ description: 'The last four digits of the number' });
const atStep = z.strictObject({ stepId });

/** A password that was forgotten: mailed code, then a new one or none. There is no way to send a password itself. */
export function addRecovery(app: ConsoleApp, deps: ConsoleDeps, { answerMs }: ConsoleLimits): void {
  const command = loginCommand(deps, answerMs);
  const common = {
    tags: ['recovery'],
    params: numberIdParams,
    headers: idempotencyHeader,
    response: { 200: commandAnswerSchema, ...problemAnswers },
  };
  const config = { access: recoverAccess };
  const at = '/api/logins/:numberId/recovery';

  app.post(
    `${at}/request`,
    {
      config,
      schema: { ...common, summary: 'Has a code mailed to the recovery address of the account', body: atStep },
    },
    async (request) => {
      const { numberId } = numberIdParams.parse(request.params);
      return await command(request, numberId, (logins, options) =>
        logins.requestRecovery(numberId, request.body.stepId, options),
      );
    },
  );

  app.post(
    `${at}/code`,
    {
      config,
      schema: {
        ...common,
        summary: 'Enters the code that was mailed, which changes nothing yet',
        body: z.strictObject({ stepId, code: z.string().max(MAX_TYPED) }),
      },
    },
    async (request) => {
      const { numberId } = numberIdParams.parse(request.params);
      return await command(request, numberId, (logins, options) =>
        logins.recoveryCode(numberId, request.body.stepId, request.body.code, options),
      );
    },
  );

  app.post(
    `${at}/back`,
    {
      config: { access: { to: 'operator', act: 'answerLogin' } },
      schema: { ...common, summary: 'Goes back to the password', body: atStep },
    },
    async (request) => {
      const { numberId } = numberIdParams.parse(request.params);
      return await command(request, numberId, (logins, options) =>
        logins.backToPassword(numberId, request.body.stepId, options),
      );
    },
  );

  app.post(
    `${at}/algorithm`,
    {
      config,
      schema: {
        ...common,
        summary: 'What a new password is computed with, asked of Telegram now',
        body: atStep,
        response: { 200: algorithmAnswerSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const { numberId } = numberIdParams.parse(request.params);
      return await command(request, numberId, (logins, options) =>
        logins.newPasswordAlgorithm(numberId, request.body.stepId, options),
      );
    },
  );

  app.post(
    `${at}/new-password`,
    {
      config,
      schema: {
        ...common,
        summary: 'Replaces the password by what was computed from a new one. Cannot be taken back',
        body: z.strictObject({ stepId, confirmation, settings: newPasswordSettingsSchema }),
      },
    },
    async (request) => {
      const { numberId } = numberIdParams.parse(request.params);
      const { stepId: step, ...choice } = request.body;
      return await command(request, numberId, (logins, options) =>
        logins.recoverPassword(numberId, step, choice, options),
      );
    },
  );

  app.post(
    `${at}/removal`,
    {
      config,
      schema: {
        ...common,
        summary: 'Removes the password: a login code alone opens the account then. Cannot be taken back',
        body: z.strictObject({ stepId, confirmation }),
      },
    },
    async (request) => {
      const { numberId } = numberIdParams.parse(request.params);
      const { stepId: step, ...choice } = request.body;
      return await command(request, numberId, (logins, options) =>
        logins.recoverPassword(numberId, step, choice, options),
      );
    },
  );
}
