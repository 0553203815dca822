import type { CommandContext } from './command-context.ts';
import { linesOf } from './stdin-lines.ts';
import { UsageError } from './usage-error.ts';
import * as texts from '../texts/texts.ts';

type Kind = 'code' | 'email' | 'password' | 'recoveryCode';
type Secret = { kind: 'typed'; text: string } | { kind: 'left' };

/** A code, an address or a password: from a prompt where a person sits, else from the first line of stdin. */
export async function readSecret(context: CommandContext, kind: Kind): Promise<Secret> {
  return context.interactive ? await fromPrompt(context, kind) : await fromStdin(context, kind);
}

async function fromPrompt({ signal }: CommandContext, kind: Kind): Promise<Secret> {
  const { promptCode, promptPassword, promptText } = await import('./live-prompt.ts');
  const prompt = {
    message: () => texts.login.questions[kind],
    signal,
  };
  const ask = {
    code: () => promptCode(prompt, () => undefined),
    recoveryCode: () => promptCode(prompt, () => undefined),
    email: () => promptText(prompt),
    password: () => promptPassword(prompt),
  };
  const prompted = await ask[kind]();
  return prompted.kind === 'answer' ? { kind: 'typed', text: prompted.value } : { kind: 'left' };
}

async function fromStdin({ stdin }: CommandContext, kind: Kind): Promise<Secret> {
  const lines = linesOf(stdin);
  try {
    const text = await lines.next();
    if (text === undefined) throw new UsageError(texts.cli.noLine[kind]);
    return { kind: 'typed', text };
  } finally {
    lines.close();
  }
}
