import type { LoginView } from '../../domain/login-view.ts';
import { describeView } from './describe-view.ts';
import { fill } from './fill.ts';
import * as texts from './texts.ts';
import { until } from './times.ts';

/** How a sign-in stands, in one line of a list: with the error's name, or until when it waits. Instants on the reader's clock. */
export function describeListed(view: LoginView, nowMs: number): string {
  const { step } = view;
  const { headline } = describeView(view, nowMs, { times: 'relative' });
  switch (step.kind) {
    case 'failed':
      return fill(texts.login.listed.failed, { headline, error: step.why.error?.raw ?? step.why.code });
    case 'putOff':
    case 'serverWait':
      return fill(texts.login.listed.until, { headline, time: until(step.untilMs, nowMs, { times: 'absolute' }) });
    default:
      return headline;
  }
}
