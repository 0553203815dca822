import { styleText } from 'node:util';
import type { Refusal } from '../../domain/decision.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { isNewerPicture, isNewerView } from '../is-newer-view.ts';
import { describeScan } from '../texts/describe-scan.ts';
import { describeSubject, describeView } from '../texts/describe-view.ts';
import type { CommandContext } from './command-context.ts';
import { hintsFor } from './hints-for.ts';
import { qrLines } from './qr-lines.ts';

/** `refusal`: why the command that answers with this view has changed nothing; its sentence is said apart. */
export type PrintView = (view: LoginView, refusal?: Refusal) => void;

const EMPTY_SCREEN = '\u001b[2J\u001b[H';

/**
 * Prints views: as JSON, one object a line, with `refusal` where there was one; or in words. `phone`: as it was typed, for hints.
 * `attended`: whoever reads is asked by prompts, which offer all that goes on.
 */
export function viewPrinter(
  { print, interactive }: CommandContext,
  { json, phone, attended = false }: { json: boolean; phone: string; attended?: boolean },
): PrintView {
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
    const hints = attended && !view.ended ? [] : hintsFor(view, phone);
    for (const line of [...lines, ...hints]) print(`  ${line}`);
    const said = describeScan(view, Date.now(), { times: 'absolute' });
    if (view.scan !== undefined) for (const line of qrLines(view.scan.link)) print(line);
    if (said !== undefined) print(`  ${said}`);
  };
}
