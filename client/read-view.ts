import type { LoginView, ScanPicture, StepKind } from '../domain/login-view.ts';
import type { ViewRow } from '../vault/records/records.ts';
import { LoginClientError } from './login-client-error.ts';
import * as texts from './texts/texts.ts';

const steps: Record<StepKind, true> = {
  requesting: true,
  enterCode: true,
  resending: true,
  checkingCode: true,
  enterPassword: true,
  checkingPassword: true,
  scan: true,
  enterRecoveryCode: true,
  chooseRecovery: true,
  recovering: true,
  serverWait: true,
  outcomeUnknown: true,
  restartOffered: true,
  enterEmail: true,
  sendingEmailCode: true,
  resettingEmail: true,
  putOff: true,
  closing: true,
  signedIn: true,
  cancelled: true,
  failed: true,
};

/**
 * The view in a row. Rows are sealed, so a row that opens was written by Latchkey: what is looked at is whether by one
 * that draws the steps this one knows.
 *
 * @throws {LoginClientError} VIEW_UNREADABLE
 */
export function readView(row: ViewRow): LoginView {
  if (isView(row.view)) return withScan(row.view, row.scan);
  throw new LoginClientError('VIEW_UNREADABLE', texts.client.viewUnreadable);
}

/** The QR code stands beside the view, where it is replaced while the view stays as it is. */
export function withScan(view: LoginView, scan: ScanPicture | undefined): LoginView {
  return view.step.kind === 'scan' && scan !== undefined ? { ...view, scan } : view;
}

export function isView(view: unknown): view is LoginView {
  if (typeof view !== 'object' || view === null || !('step' in view) || !('stepId' in view)) return false;
  const { step } = view;
  return (
    typeof step === 'object' &&
    step !== null &&
    'kind' in step &&
    typeof step.kind === 'string' &&
    Object.hasOwn(steps, step.kind)
  );
}
