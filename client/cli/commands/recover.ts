import type { Command } from 'commander';
import type { CommandAnswer } from '../../../contracts/login-messages.ts';
import type { LoginView } from '../../../domain/login-view.ts';
import type { RecoveryWay } from '../../../domain/password-recovery.ts';
import type { LoginClient, Waiting } from '../../login-client.ts';
import { describeRefusal } from '../../texts/describe-refusal.ts';
import { describeView } from '../../texts/describe-view.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';
import type { RecoveryWish } from '../ask-recovery.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodeOf, exitCodesHelp, LEFT } from '../exit-codes.ts';
import { phoneArgument } from '../number-argument.ts';
import { linesOf } from '../stdin-lines.ts';
import { UsageError } from '../usage-error.ts';

type Options = { newPassword: boolean; removePassword: boolean; mail: boolean; json: boolean };
const words = texts.cli.recovery;

/** `recover`: the next step of recovering a forgotten password. What is typed is never an argument. */
export function addRecover(program: Command, context: CommandContext): void {
  program
    .command('recover')
    .summary('recover a forgotten password of two-step verification')
    .description(
      `Does the next step of a recovery by e-mail: has a code mailed, takes the code, then replaces or removes the password.
Code and password are read at a prompt or from stdin: for --remove-password one line, the last four digits of the
number; for --new-password a second with the password and, if wanted, a third with its hint.`,
    )
    .argument('<number>', 'with + and country code, in quotes if it has spaces')
    .option('--new-password', 'set a new password, once the code was right', false)
    .option('--remove-password', 'remove the password, once the code was right', false)
    .option('--mail', 'have another code mailed', false)
    .option('--json', 'print the view afterwards as one JSON object, with "refusal" where nothing was changed', false)
    .addHelpText('after', exitCodesHelp)
    .allowExcessArguments(true)
    .action(async (typed: string, options: Options, command: Command) => {
      if (command.args.length > 1) throw new UsageError(texts.cli.secretArgument.code);
      if (options.newPassword && options.removePassword) throw new UsageError(words.oneOfBoth);
      const { phone } = phoneArgument(typed);
      const [{ withLogins }, { questionOf }] = await Promise.all([
        import('../open-logins.ts'),
        import('../question-of.ts'),
      ]);
      await withLogins(context, async ({ logins }) => {
        const { numberId } = await logins.number(phone);
        const view = await questionOf(logins, numberId, context.signal);
        await takeStep(logins, view, { ...options, phone }, context);
      });
    });
}

async function takeStep(
  logins: LoginClient,
  view: LoginView,
  { phone, ...options }: Options & { phone: string },
  context: CommandContext,
): Promise<void> {
  const { viewPrinter } = await import('../print-view.ts');
  const printView = viewPrinter(context, { json: options.json, phone });
  const waiting = {
    signal: context.signal,
    onSilent: ({ message }: { message: string }) => context.note(message),
  };
  const answer = await nextStep(logins, view, options, context, waiting);
  if (answer === 'left') {
    context.exitWith(LEFT);
    return;
  }
  if (answer === 'notNow') {
    const { headline } = describeView(view, Date.now(), { times: 'relative' });
    context.note(fill(words.notNow, { headline }));
    context.exitWith(exitCodeOf(view));
    if (options.json) printView(view, { code: view.ended ? 'LOGIN_ENDED' : 'NOT_NOW' });
    return;
  }
  if (answer.refusal !== undefined) context.note(describeRefusal(answer.refusal, Date.now(), { times: 'relative' }));
  printView(answer.view, answer.refusal);
  context.exitWith(exitCodeOf(answer.view));
}

async function nextStep(
  logins: LoginClient,
  view: LoginView,
  options: Options,
  context: CommandContext,
  waiting: Waiting,
): Promise<CommandAnswer | 'left' | 'notNow'> {
  const { numberId, stepId, step } = view;
  const isMail = step.kind === 'enterPassword' || (step.kind === 'enterRecoveryCode' && options.mail);
  if (isMail) return await logins.requestRecovery(numberId, stepId, waiting);
  if (step.kind === 'enterRecoveryCode') {
    const { readSecret } = await import('../read-secret.ts');
    const code = await readSecret(context, 'recoveryCode');
    return code.kind === 'left' ? 'left' : await logins.recoveryCode(numberId, stepId, code.text, waiting);
  }
  if (step.kind !== 'chooseRecovery') return 'notNow';
  const { submitRecovery } = await import('../ask-recovery.ts');
  const wish = await wishOf(options, context);
  return wish === 'left' ? 'left' : await submitRecovery(logins, view, wish, waiting);
}

async function wishOf(options: Options, context: CommandContext): Promise<RecoveryWish | 'left'> {
  if (!options.newPassword && !options.removePassword) throw new UsageError(words.sayWhich);
  const way: RecoveryWay = options.newPassword ? 'newPassword' : 'removal';
  if (!context.interactive) return await wishFromStdin(way, context);
  const { askRecovery } = await import('../ask-recovery.ts');
  const asked = await askRecovery(way, context.signal);
  return asked.kind === 'answer' ? asked.value : 'left';
}

async function wishFromStdin(way: RecoveryWay, { stdin }: CommandContext): Promise<RecoveryWish> {
  const lines = linesOf(stdin);
  try {
    const confirmation = await lines.next();
    if (confirmation === undefined) throw new UsageError(words.noConfirmation);
    if (way === 'removal') return { way, confirmation };
    const password = await lines.next();
    if (password === undefined) throw new UsageError(words.noNewPassword);
    return { way, confirmation, password, hint: (await lines.next()) ?? '' };
  } finally {
    lines.close();
  }
}
