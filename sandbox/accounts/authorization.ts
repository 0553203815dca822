/** What an auth key is signed in as. */
export type Authorization =
  | { readonly kind: 'none' }
  /** The code was right and the 2FA password is awaited. */
  | { readonly kind: 'passwordPending'; readonly phone: string; readonly sinceMs: number }
  | { readonly kind: 'signedIn'; readonly phone: string; readonly sinceMs: number };

export const notSignedIn: Authorization = { kind: 'none' };
