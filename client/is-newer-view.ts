import type { LoginView } from '../domain/login-view.ts';

type Known = Pick<LoginView, 'version' | 'scan'>;

/** Of one sign-in: it has gone on, or shows another QR code. */
export function isNewerView(view: Known, than: Known): boolean {
  return view.version > than.version || (view.version === than.version && isNewerPicture(view, than));
}

export function isNewerPicture({ scan }: Pick<LoginView, 'scan'>, than: Pick<LoginView, 'scan'>): boolean {
  return (scan?.n ?? 0) > (than.scan?.n ?? 0);
}
