import type { Publication } from '../contracts/login-activities.ts';
import type { LoginView } from '../domain/login-view.ts';
import type { ActivityDeps } from './deps.ts';

/**
 * Writes a view and what happened since the last one. At the end it also forgets the key of a sign-in that led nowhere, unless
 * Telegram could not be told: then the key is all that can still end the session there.
 */
export async function publishView(deps: ActivityDeps, publication: Publication): Promise<void> {
  const { view } = publication;
  await write(deps, publication);
  const { step } = view;
  if (!view.ended || step.kind === 'signedIn' || ('leftOpen' in step && step.leftOpen === 'session')) return;
  await deps.vault.endSession(view.loginId, isEndedByOwner(step) ? 'owner' : undefined);
}

/** Telegram has said so of this very sign-in; where its start was refused, another session was meant. */
function isEndedByOwner(step: LoginView['step']): boolean {
  return step.kind === 'failed' && step.why.code === 'OWNER_ENDED_SESSION' && step.why.error !== undefined;
}

/** The same beside a call: a view that cannot be written must not keep the call from being made. */
export async function tellRecords(deps: ActivityDeps, publication: Publication): Promise<void> {
  try {
    await write(deps, publication);
  } catch (error) {
    deps.logger.warn({ err: error, loginId: publication.view.loginId }, 'A view could not be written');
  }
}

async function write(deps: ActivityDeps, { view, audit }: Publication): Promise<void> {
  const { numberId, loginId, version, ended } = view;
  await deps.records.putView(
    // A start that was refused because the number is signed in must not hide that it is.
    { numberId, loginId, version, view, ended, aside: isSignedInAlready(view), scans: view.step.kind === 'scan' },
    audit.map(({ n, atMs, actor, act, detail }) => ({
      auditId: `${loginId}/${n}`,
      atMs,
      numberId,
      actor,
      act,
      ...(detail === undefined ? {} : { detail }),
    })),
  );
}

function isSignedInAlready({ step }: LoginView): boolean {
  return step.kind === 'failed' && step.why.code === 'ALREADY_SIGNED_IN';
}
