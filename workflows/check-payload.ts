import { ApplicationFailure } from '@temporalio/workflow';

/**
 * What comes from outside is looked at before it is used: an exception in a handler would fail the whole workflow task,
 * again and again, and with it everybody's commands. zod would do it too, at the price of its size in each cached run.
 *
 * @throws {ApplicationFailure} BAD_INPUT, which is told to the caller alone
 */
export function checkPayload(payload: unknown, texts: readonly string[]): void {
  const wrong = texts.find((name) => typeof member(payload, name) !== 'string');
  if (wrong !== undefined) throw badInput(`"${wrong}" must be a text. Use the login client of the same version.`);
}

/** The same for numbers. */
export function checkNumbers(payload: unknown, numbers: readonly string[]): void {
  const wrong = numbers.find((name) => typeof member(payload, name) !== 'number');
  if (wrong !== undefined) throw badInput(`"${wrong}" must be a number. Use the bot of the same version.`);
}

/** Throws ApplicationFailure, which ends the workflow, for a start that no login client makes. */
export function checkInput(input: unknown): void {
  checkPayload(input, ['requestId']);
  const start = member(input, 'start');
  checkPayload(start, ['numberId', 'label', 'phoneTail', 'startedBy']);
  if (typeof member(start, 'limits') !== 'object' || typeof member(start, 'notAfterMs') !== 'number') {
    throw badInput('"limits" and "notAfterMs" are missing. Use the login client of the same version.');
  }
}

function badInput(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(`The sign-in cannot take this: ${message}`, 'BAD_INPUT');
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
