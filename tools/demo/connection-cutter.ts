import type { Sandbox } from '../../sandbox/start-sandbox.ts';

/** Calls that a sign-in makes and that matter to it. */
const methods = ['auth.sendCode', 'auth.resendCode', 'auth.signIn', 'auth.checkPassword', 'auth.cancelCode'] as const;
const LOOK_EVERY_MS = 20;

/** Lets the data centre handle the next call of a number, whichever comes, and cut the connection before its reply. */
export class ConnectionCutter {
  readonly #control: Sandbox['control'];
  readonly #onCut: (method: string) => void;
  #looking: NodeJS.Timeout | undefined;

  constructor(control: Sandbox['control'], onCut: (method: string) => void) {
    this.#control = control;
    this.#onCut = onCut;
  }

  cutNext(phone: string): void {
    this.stop();
    this.#control.setFaults(methods.map((method) => ({ method, phone, action: 'dropAfter' })));
    this.#looking = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  /** Nothing is cut any more. */
  stop(): void {
    clearInterval(this.#looking);
    this.#control.setFaults([]);
  }

  #look(): void {
    const left = new Set(this.#control.faults().map((fault) => ('method' in fault ? fault.method : fault.what)));
    const cut = methods.find((method) => !left.has(method));
    if (cut === undefined) return;
    this.stop();
    this.#onCut(cut);
  }
}
