import { styleText } from 'node:util';
import type { Refusal } from '../../domain/decision.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { isNewerPicture, isNewerView } from '../is-newer-view.ts';
import { describeScan } from '../texts/describe-scan.ts';
import { describeSubject, describeView } from '../texts/describe-view.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import type { CommandContext } from './command-context.ts';
import { qrLines } from './qr-lines.ts';

/** `refusal`: why the command that answers with this view has changed nothing; its sentence is said apart. */
export type PrintView = (view: LoginView, refusal?: Refusal) => void;

const EMPTY_SCREEN = '\u001b[2J\u001b[H';

/** Prints views: as JSON, one object a line, with `refusal` where there was one; or in words. */
export function viewPrinter({ print, interactive }: CommandContext, { json }: { json: boolean }): PrintView {
  if (json) return (view, refusal) => print(JSON.stringify({ ...view, refusal }));
  let printed: LoginView | undefined;
  return (view, refusal) => {
    const isRepeated = printed?.loginId === view.loginId && !isNewerView(view, printed);
    if (refusal !== undefined && isRepeated) return;
    // One QR code in sight, so that nobody scans the one before.
    if (interactive && printed?.stepId === view.stepId && isNewerPicture(view, printed)) print(EMPTY_SCREEN);
    const whose = describeSubject(view);
    if (printed === undefined || whose !== describeSubject(printed)) print(whose);
    printed = view;
    const { headline, lines } = describeView(view, Date.now(), { times: 'relative' });
    print(interactive ? styleText('bold', headline) : headline);
    for (const line of [...lines, ...hintsFor(view)]) print(`  ${line}`);
    const said = describeScan(view, Date.now(), { times: 'absolute' });
    if (view.scan !== undefined) for (const line of qrLines(view.scan.link)) print(line);
    if (said !== undefined) print(`  ${said}`);
  };
}

/** How the command does what a view can only speak of: other front ends have a button for it. */
function hintsFor({ step, phoneTail, actions }: LoginView): string[] {
  if (actions.includes('recover')) return [fill(texts.cli.recovery.how, { phoneTail })];
  if (step.kind !== 'failed') return [];
  if (step.why.code === 'ALREADY_SIGNED_IN') return [fill(texts.cli.signInBeside, { phoneTail })];
  return step.why.code === 'OWNER_ENDED_SESSION' ? [fill(texts.cli.signInWithReason, { phoneTail })] : [];
}
