import type { Call } from './call.ts';

/** Who may call: anyone with a key, a key whose password is awaited or that is signed in, or only the latter. */
export type Access = 'anyone' | 'passwordPending' | 'signedIn';

export interface Answer {
  getBytes(): Buffer;
}

export interface Method {
  readonly access: Access;
  handle(request: unknown, call: Call): Answer | Promise<Answer>;
}

type RequestClass<Request> = abstract new (...args: never[]) => Request;

/** Ties a handler to the request class that it takes. */
export function method<Request>(
  requestClass: RequestClass<Request>,
  access: Access,
  handle: (request: Request, call: Call) => Answer | Promise<Answer>,
): Method {
  return {
    access,
    handle(request, call) {
      if (!(request instanceof requestClass)) throw new Error('the table pairs a method wrongly');
      return handle(request, call);
    },
  };
}

/** Bare bytes as an answer: Bool, vectors, and what differs per layer. */
export function rawAnswer(bytes: Buffer): Answer {
  return { getBytes: () => bytes };
}

const boolTrue = Buffer.from('b5757299', 'hex');
const boolFalse = Buffer.from('379779bc', 'hex');

export function boolAnswer(value: boolean): Answer {
  return rawAnswer(value ? boolTrue : boolFalse);
}
