import { Command } from 'commander';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { exitCodeOf } from '../../client/cli/exit-codes.ts';
import { runProgram } from '../../client/cli/run-program.ts';
import { UsageError } from '../../client/cli/usage-error.ts';
import { LoginClientError } from '../../client/login-client-error.ts';
import { viewWith } from './views.ts';

async function codeAfter(error: Error): Promise<number | undefined> {
  let exitCode: number | undefined;
  const program = new Command('latchkey').exitOverride();
  program.command('fail').action(() => {
    throw error;
  });
  const context = {
    env: {},
    actor: 'cli:test',
    stdin: new PassThrough(),
    interactive: false,
    print: () => undefined,
    note: () => undefined,
    signal: new AbortController().signal,
    exitWith: (code: number) => void (exitCode = code),
  };
  await runProgram(program, context, ['fail']);
  return exitCode;
}

it.each(['PASSWORD_EMPTY', 'NEW_PASSWORD_UNFIT', 'CODE_TOO_LONG'] as const)(
  'ends with 3 after %s, for the sign-in goes on',
  async (code) => {
    expect(await codeAfter(new LoginClientError(code, 'Type it again.'))).toBe(3);
  },
);

it('ends with 1 after what a person cannot mend by typing again, and with 2 after wrong usage', async () => {
  expect(await codeAfter(new LoginClientError('NO_LOGIN', 'There is no sign-in.'))).toBe(1);
  expect(await codeAfter(new UsageError('Give a number.'))).toBe(2);
});

it('ends with 0 at a sign-in that was signed in, with 1 at one that ended otherwise, with 3 at one that goes on', () => {
  const signedIn = viewWith({ kind: 'signedIn', account: { userId: '77', firstName: 'Anna' }, dcId: 2 });
  expect(exitCodeOf({ ...signedIn, ended: true })).toBe(0);
  expect(exitCodeOf({ ...viewWith({ kind: 'cancelled', reason: 'person' }), ended: true })).toBe(1);
  expect(exitCodeOf(viewWith({ kind: 'scan', deadlineAtMs: 0 }))).toBe(3);
});
