import { scrubText } from './scrub-text.ts';

/** An error as a log shows it: only what errors have in common, for libraries hang whole requests onto theirs. */
export type ErrorFields = {
  name: string;
  message: string;
  code?: string | number;
  stack?: string;
  cause?: ErrorFields;
};

const deepest = 5;

/** One line for a person: what happened, then why, without secrets and without a stack. */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  for (let fields: ErrorFields | undefined = errorFields(error); fields !== undefined; fields = fields.cause) {
    const text = fields.message === '' ? fields.name : fields.message;
    // SDKs wrap an error in another of the same message.
    if (!parts.some((part) => part.includes(text))) parts.push(text);
  }
  return parts.join(' — because: ');
}

/** An error's fields for a log, scrubbed, with its causes. */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!isError(error)) return { name: 'Thrown', message: scrubText(printed(error)) };
  const code = 'code' in error ? error.code : undefined;
  const cause: unknown = error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined);
  return {
    name: error.name,
    message: scrubText(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: scrubText(error.stack) }),
    ...(cause === undefined || depth >= deepest ? {} : { cause: errorFields(cause, depth + 1) }),
  };
}

/** Those of a workflow are made in a context of its own, where Error is another one. */
function isError(thrown: unknown): thrown is Error {
  if (thrown instanceof Error) return true;
  return (
    typeof thrown === 'object' &&
    thrown !== null &&
    'name' in thrown &&
    typeof thrown.name === 'string' &&
    'message' in thrown &&
    typeof thrown.message === 'string' &&
    'stack' in thrown
  );
}

/** Things thrown that are no errors may be anything: only texts and numbers are shown. */
function printed(thrown: unknown): string {
  return typeof thrown === 'string' || typeof thrown === 'number' ? String(thrown) : `a value of type ${typeof thrown}`;
}
