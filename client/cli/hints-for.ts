import { assertNever } from '../../domain/assert-never.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { askedFor } from './answer-step.ts';

const words = texts.cli.hints;

/** How the command does what a view can only speak of: other front ends have a button for it. `phone`: as it was typed. */
export function hintsFor(view: LoginView, phone: string): string[] {
  return linesFor(view).map((line) => fill(line, { phone }));
}

function linesFor(view: LoginView): readonly string[] {
  const { step, actions } = view;
  if (step.kind === 'enterRecoveryCode')
    return [words.recoveryCode, ...(actions.includes('recover') ? [words.otherMail] : [])];
  if (step.kind === 'chooseRecovery') return [words.newPassword, words.removePassword];
  if (actions.includes('recover')) return [words.recover];
  if (actions.includes('resetEmail')) return [words.resetEmail];
  if (step.kind !== 'failed') return [];
  if (step.why.code === 'ALREADY_SIGNED_IN') return [words.beside];
  return step.why.code === 'OWNER_ENDED_SESSION' ? [words.withReason] : [];
}

/** For who has left a sign-in that goes on: the commands that do something at this step. */
export function howToGoOn(view: LoginView, phone: string): string {
  const commands = [...answersTo(view), ...choicesAt(view), words.commands.show, words.commands.cancel];
  const named = commands.map((command) => `"${fill(command, { phone })}"`).join(', ');
  return fill(words.goesOnWithoutYou, { phone, commands: named });
}

function answersTo(view: LoginView): readonly string[] {
  const { code, password, email, recover, newPassword, removePassword } = words.commands;
  const asked = askedFor(view);
  switch (asked) {
    case 'code':
      return [code];
    case 'password':
      return [password];
    case 'email':
      return [email];
    case 'recoveryCode':
      return [recover];
    case 'recoveryChoice':
      return [newPassword, removePassword];
    case 'nothing':
      return [];
    default:
      return assertNever(asked);
  }
}

function choicesAt({ actions }: LoginView): readonly string[] {
  const { resend, qr } = words.commands;
  const sends = actions.includes('resend') || actions.includes('restart');
  return [...(sends ? [resend] : []), ...(actions.includes('scan') ? [qr] : [])];
}
