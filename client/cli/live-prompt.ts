import { isCancel, password, select, text } from '@clack/prompts';
import * as texts from '../texts/texts.ts';

/** What became of a prompt: an answer, the person left with Ctrl-C, or the sign-in went on by itself. */
export type Prompted<Value> = { kind: 'answer'; value: Value } | { kind: 'left' } | { kind: 'overtaken' };

export type LivePrompt = {
  /** Drawn anew each second, so that it can count down. */
  message: () => string;
  /** Takes the prompt away. */
  signal: AbortSignal;
};

export async function promptCode(prompt: LivePrompt, onTyping: () => void): Promise<Prompted<string>> {
  // Enter alone asks for the menu: only a sign that could belong to a code counts as typing.
  const onKey = (sign: string | undefined): void => {
    if (sign === undefined || !/^[\p{L}\p{N}]/u.test(sign)) return;
    process.stdin.off('keypress', onKey);
    onTyping();
  };
  process.stdin.on('keypress', onKey);
  try {
    return await live(prompt, () =>
      text({
        get message() {
          return prompt.message();
        },
        placeholder: texts.cli.otherChoices,
        signal: prompt.signal,
      }),
    );
  } finally {
    process.stdin.off('keypress', onKey);
  }
}

export async function promptPassword(prompt: LivePrompt): Promise<Prompted<string>> {
  return await live(prompt, () =>
    password({
      get message() {
        return prompt.message();
      },
      signal: prompt.signal,
    }),
  );
}

/** A line in sight; may be empty. */
export async function promptText(prompt: LivePrompt): Promise<Prompted<string>> {
  return await live(prompt, () =>
    text({
      get message() {
        return prompt.message();
      },
      signal: prompt.signal,
    }),
  );
}

export async function promptChoice<Value extends string>(
  prompt: LivePrompt,
  choices: readonly { value: Value; label: string }[],
): Promise<Prompted<Value>> {
  const prompted = await live(prompt, () =>
    select<string>({
      get message() {
        return prompt.message();
      },
      options: [...choices],
      signal: prompt.signal,
    }),
  );
  if (prompted.kind !== 'answer') return prompted;
  const choice = choices.find(({ value }) => value === prompted.value);
  return choice === undefined ? { kind: 'left' } : { kind: 'answer', value: choice.value };
}

/** The messages are getters, read at each drawing; each second the prompt is drawn anew. */
async function live(prompt: LivePrompt, ask: () => Promise<string | symbol | undefined>): Promise<Prompted<string>> {
  // The prompts draw themselves when the terminal changes its size, and then write only lines that differ.
  const tick = setInterval(() => process.stdout.emit('resize'), 1_000);
  try {
    const value = await ask();
    if (prompt.signal.aborted) return { kind: 'overtaken' };
    return isCancel(value) ? { kind: 'left' } : { kind: 'answer', value: typeof value === 'string' ? value : '' };
  } finally {
    clearInterval(tick);
  }
}
