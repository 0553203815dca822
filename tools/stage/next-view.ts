import type { LoginView, Step, StepKind } from '../../domain/login-view.ts';
import type { LoginClient } from '../../client/login-client.ts';

export type ViewAt<Kind extends StepKind> = LoginView & { step: Extract<Step, { kind: Kind }> };

export function isAt<Kind extends StepKind>(view: LoginView, kind: Kind): view is ViewAt<Kind> {
  return view.step.kind === kind;
}

/** Waits until the sign-in's newest view is at a step; `fits` narrows which one. Throws after `waitMs`. */
export async function viewAt<Kind extends StepKind>(
  logins: LoginClient,
  numberId: string,
  kind: Kind,
  { fits = () => true, waitMs = 15_000 }: { fits?: (view: ViewAt<Kind>) => boolean; waitMs?: number } = {},
): Promise<ViewAt<Kind>> {
  let last: LoginView | undefined;
  for await (const view of logins.watch(numberId, { signal: AbortSignal.timeout(waitMs) })) {
    last = view;
    if (isAt(view, kind) && fits(view)) return view;
  }
  throw new Error(`Waited ${waitMs} ms for ${kind}; the sign-in is at ${JSON.stringify(last?.step ?? 'no view')}.`);
}
