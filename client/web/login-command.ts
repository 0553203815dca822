import type { FastifyRequest } from 'fastify';
import type { CommandAnswer } from '../../contracts/login-messages.ts';
import type { CommandOptions, LoginClient } from '../login-client.ts';
import { answered } from './command-options.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { checkLogin, operatorLogins } from './operator-logins.ts';

export type LoginCommand = <Answer = CommandAnswer>(
  request: FastifyRequest,
  numberId: string,
  ask: (logins: LoginClient, options: CommandOptions) => Promise<Answer>,
) => Promise<Answer>;

/** Gives a command in the name of a request's operator, and waits for its answer within bounds. */
export function loginCommand(deps: ConsoleDeps, answerMs: number): LoginCommand {
  return async (request, numberId, ask) => {
    const logins = operatorLogins(deps, request);
    await checkLogin(deps, request, numberId);
    return await answered(request, answerMs, (options) => ask(logins, options));
  };
}
