import { styleText } from 'node:util';
import type { LoginView } from '../../domain/login-view.ts';
import { describeSubject, describeView } from '../texts/describe-view.ts';
import type { CommandContext } from './command-context.ts';

export type PrintView = (view: LoginView) => void;

/** Prints views: as JSON, one object a line, or in words. */
export function viewPrinter({ print, interactive }: CommandContext, { json }: { json: boolean }): PrintView {
  if (json) return (view) => print(JSON.stringify(view));
  let subject: string | undefined;
  return (view) => {
    const whose = describeSubject(view);
    if (whose !== subject) print(whose);
    subject = whose;
    const { headline, lines } = describeView(view, Date.now(), { times: 'relative' });
    print(interactive ? styleText('bold', headline) : headline);
    for (const line of lines) print(`  ${line}`);
  };
}
