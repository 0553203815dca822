import { Api } from 'telegram/tl/index.js';
import type { Application } from './application.ts';
import { authorization, type Caller, isRefusedWith, unexpected } from './calls.ts';
import type { LoginTokenAnswer, LoginTokenCalls } from './gateway.ts';
import type { Line, Outcome } from './line.ts';
import { requests } from './requests.ts';

type TokenLine = Pick<Caller, 'send' | 'timeOffsetSeconds'> & Pick<Line, 'nextLoginTokenUpdate' | 'forgetLoginToken'>;

/** The calls about login tokens: one request each, its answer in our words. */
export function loginTokenCalls(line: TokenLine, application: Application): LoginTokenCalls {
  const inMs = (expires: number) => expires * 1_000 - (Date.now() + line.timeOffsetSeconds * 1_000);
  return {
    exportLoginToken: async () => {
      line.forgetLoginToken();
      return tokenAnswer(await line.send(requests.exportLoginToken(application)), inMs);
    },
    importLoginToken: async ({ token }) => tokenAnswer(await line.send(requests.importLoginToken(token)), inMs),
    acceptLoginToken: async ({ token }) => {
      const outcome = await line.send(requests.acceptLoginToken(token));
      return outcome.kind === 'answered' ? { kind: 'done' } : outcome;
    },
    nextLoginTokenUpdate: async (wait) => await line.nextLoginTokenUpdate(wait),
  };
}

function tokenAnswer(outcome: Outcome, inMs: (expires: number) => number): LoginTokenAnswer {
  if (isRefusedWith(outcome, 'SESSION_PASSWORD_NEEDED')) return { kind: 'passwordNeeded' };
  if (outcome.kind !== 'answered') return outcome;
  const { answer } = outcome;
  if (answer instanceof Api.auth.LoginToken)
    return { kind: 'token', token: base64url(answer.token), expiresInMs: inMs(answer.expires) };
  if (answer instanceof Api.auth.LoginTokenMigrateTo)
    return { kind: 'migrate', dcId: answer.dcId, token: base64url(answer.token) };
  if (answer instanceof Api.auth.LoginTokenSuccess) return authorization(answer.authorization);
  return unexpected(answer);
}

function base64url(bytes: Buffer): string {
  return bytes.toString('base64url');
}
