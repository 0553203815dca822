import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { addAudit } from './commands/audit.ts';
import { addLater } from './commands/later.ts';
import { addLink } from './commands/link.ts';
import { addList } from './commands/list.ts';
import { addLogin } from './commands/login.ts';
import { addNumbers } from './commands/numbers.ts';
import { addPlainAnswers } from './commands/plain-answers.ts';
import { addRecover } from './commands/recover.ts';
import { addResetEmail } from './commands/reset-email.ts';
import { addShow } from './commands/show.ts';
import { addTypedAnswer } from './commands/typed-answer.ts';

/** The `latchkey` command with what people do; `bin/` adds what runs services. Errors are thrown, nothing exits. */
export function createProgram(context: CommandContext): Command {
  const program = new Command('latchkey')
    .description("Signs an organisation's own Telegram accounts in, and keeps them signed in.")
    .helpCommand(false)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.print(text.replace(/\n$/u, '')),
      writeErr: (text) => context.note(text.replace(/\n$/u, '')),
      // Its errors are thrown as well: who runs the program puts them into a sentence.
      outputError: () => undefined,
    });
  addLogin(program, context);
  addTypedAnswer(program, context, 'code');
  addTypedAnswer(program, context, 'password');
  addRecover(program, context);
  addTypedAnswer(program, context, 'email');
  addResetEmail(program, context);
  addPlainAnswers(program, context);
  addLater(program, context);
  addShow(program, context);
  addList(program, context);
  addNumbers(program, context);
  addAudit(program, context);
  addLink(program, context);
  return program;
}
