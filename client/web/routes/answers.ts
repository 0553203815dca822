import { z } from 'zod';
import { MAX_TYPED } from '../../../domain/code-entry.ts';
import { isTimeZone } from '../../../runtime/is-time-zone.ts';
import { idempotencyHeader } from '../command-options.ts';
import type { Access, ConsoleApp } from '../console-app.ts';
import type { ConsoleDeps, ConsoleLimits } from '../console-deps.ts';
import { loginCommand } from '../login-command.ts';
import { checkLogin, operatorLogins } from '../operator-logins.ts';
import { challengeAnswerSchema, commandAnswerSchema, proofSchema } from '../schemas/answers.ts';
import { numberIdParams } from '../schemas/number-id.ts';
import { problemAnswers } from './problem-answers.ts';

const tags = ['answers'];
const answerAccess: Access = { to: 'operator', act: 'answerLogin' };
const cancelAccess: Access = { to: 'operator', act: 'cancelLogin' };
const accountAccess: Access = { to: 'operator', act: 'changeAccount' };
const confirmation = z
  .string()
  .max(16)
  .meta({ description: 'The last four digits of the number, as somebody typed them' });
const stepId = z.string().min(1).max(200).meta({ description: 'The question that is answered, from the view' });
const atStep = z.strictObject({ stepId });
const timeZoneSchema = z
  .string()
  .max(64)
  .refine(isTimeZone, 'This is no time zone, such as Europe/Berlin')
  .meta({ description: 'The IANA zone that the instant was named in' });
const answers = { 200: commandAnswerSchema, ...problemAnswers };

/** What a person does to a running sign-in. A mistake is no error: the answer's view says what is asked now. */
export function addAnswers(app: ConsoleApp, deps: ConsoleDeps, { answerMs }: ConsoleLimits): void {
  const common = { tags, params: numberIdParams, headers: idempotencyHeader, response: answers };
  const command = loginCommand(deps, answerMs);

  app.post(
    '/api/logins/:numberId/code',
    {
      config: { access: answerAccess },
      schema: {
        ...common,
        summary: 'Enters the code, as it was typed',
        body: z.strictObject({ stepId, code: z.string().max(MAX_TYPED) }),
      },
    },
    async (request) =>
      await command(request, request.params.numberId, (logins, options) =>
        logins.enterCode(request.params.numberId, request.body.stepId, request.body.code, options),
      ),
  );

  for (const [name, summary, access] of [
    ['resend', 'Asks for another code, where Telegram offers one', answerAccess],
    ['restart', 'Asks for a fresh code', answerAccess],
    ['scan', 'Goes over to a QR code', answerAccess],
  ] as const) {
    app.post(
      `/api/logins/:numberId/${name}`,
      { config: { access }, schema: { ...common, summary, body: atStep } },
      async (request) => {
        const { numberId } = numberIdParams.parse(request.params);
        return await command(request, numberId, (logins, options) =>
          logins[name](numberId, request.body.stepId, options),
        );
      },
    );
  }

  app.post(
    '/api/logins/:numberId/later',
    {
      config: { access: cancelAccess },
      schema: {
        ...common,
        summary: 'Puts the sign-in off, or ends it for now where no instant is given',
        body: z.strictObject({
          stepId,
          until: z.iso.datetime({ offset: true }).optional().meta({ description: 'At most 30 days away' }),
          timeZone: timeZoneSchema.optional(),
        }),
      },
    },
    async (request) => {
      const { numberId } = request.params;
      const { stepId: at, until, timeZone } = request.body;
      const zone = timeZone === undefined ? {} : { timeZone };
      const appointment = until === undefined ? undefined : { untilMs: Date.parse(until), ...zone };
      return await command(request, numberId, (logins, options) => logins.later(numberId, at, appointment, options));
    },
  );

  app.post(
    '/api/logins/:numberId/email',
    {
      config: { access: accountAccess },
      schema: {
        ...common,
        summary: 'Names the login e-mail address that Telegram is to bind to the account',
        body: z.strictObject({ stepId, email: z.string().max(MAX_TYPED), confirmation }),
      },
    },
    async (request) => {
      const { stepId: at, ...given } = request.body;
      const { numberId } = request.params;
      return await command(request, numberId, (logins, options) => logins.enterEmail(numberId, at, given, options));
    },
  );

  app.post(
    '/api/logins/:numberId/reset-email',
    {
      config: { access: accountAccess },
      schema: {
        ...common,
        summary: 'Takes the login e-mail address from the account, at once or after days',
        body: z.strictObject({ stepId, confirmation }),
      },
    },
    async (request) => {
      const { stepId: at, ...given } = request.body;
      const { numberId } = request.params;
      return await command(request, numberId, (logins, options) => logins.resetEmail(numberId, at, given, options));
    },
  );

  app.post(
    '/api/logins/:numberId/no-code',
    {
      config: { access: answerAccess },
      schema: {
        ...common,
        summary: 'Says that no code came',
        body: z.strictObject({
          stepId,
          openOnDevice: z.boolean().optional().meta({ description: 'Whether the account is open somewhere' }),
        }),
      },
    },
    async (request) => {
      const { numberId } = request.params;
      const { stepId: at, openOnDevice } = request.body;
      return await command(request, numberId, (logins, options) => logins.noCode(numberId, at, openOnDevice, options));
    },
  );

  app.post(
    '/api/logins/:numberId/accept-scan',
    {
      config: { access: { to: 'operator', act: 'acceptLogin' } },
      schema: {
        ...common,
        summary: 'Lets a session of the same number, which the vault holds, accept the QR code',
        body: z.strictObject({
          stepId,
          reason: z.string().trim().min(1).max(500).meta({ description: 'Stands in the audit' }),
        }),
      },
    },
    async (request) => {
      const { numberId } = request.params;
      const { stepId: at, reason } = request.body;
      return await command(request, numberId, (logins, options) => logins.acceptScan(numberId, at, reason, options));
    },
  );

  app.post(
    '/api/logins/:numberId/cancel',
    {
      config: { access: cancelAccess },
      schema: { ...common, summary: 'Cancels the sign-in', body: z.strictObject({}) },
    },
    async (request) => {
      const { numberId } = request.params;
      return await command(request, numberId, (logins, options) => logins.cancel(numberId, options));
    },
  );

  app.post(
    '/api/logins/:numberId/entry',
    {
      config: { access: answerAccess },
      schema: {
        tags,
        params: numberIdParams,
        summary: 'Says that somebody has begun to type, which holds an automatic resend back',
        body: atStep,
        response: { 202: z.null(), ...problemAnswers },
      },
    },
    async (request, reply) => {
      const { numberId } = request.params;
      const logins = operatorLogins(deps, request);
      await checkLogin(deps, request, numberId);
      // Nothing depends on its answer, and it may wait for a worker.
      logins.openEntry(numberId, request.body.stepId).catch((error: unknown) => {
        deps.logger.debug({ err: error }, 'An entry could not be announced');
      });
      return await reply.code(202).send(null);
    },
  );

  app.post(
    '/api/logins/:numberId/password/challenge',
    {
      config: { access: answerAccess },
      schema: {
        ...common,
        summary: 'What the proof of a password is computed from, asked of Telegram now (SRP)',
        body: atStep,
        response: { 200: challengeAnswerSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const { numberId } = request.params;
      return await command(request, numberId, (logins, options) =>
        logins.passwordChallenge(numberId, request.body.stepId, options),
      );
    },
  );

  app.post(
    '/api/logins/:numberId/password/proof',
    {
      config: { access: answerAccess },
      schema: {
        ...common,
        summary: 'Enters the proof of a password. There is no way to send the password itself',
        body: z.strictObject({ stepId, proof: proofSchema }),
      },
    },
    async (request) => {
      const { numberId } = request.params;
      return await command(request, numberId, (logins, options) =>
        logins.passwordProof(numberId, request.body.stepId, request.body.proof, options),
      );
    },
  );
}
