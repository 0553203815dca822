import { describe, expect, it } from 'vitest';
import { assertNever } from '../../domain/assert-never.ts';
import { isFailureCode } from '../../domain/failures.ts';

describe('a failure code', () => {
  it('is one of the catalogue, and nothing that every object has', () => {
    expect(['NO_ACCOUNT', 'no_account', '', 'toString'].filter(isFailureCode)).toEqual(['NO_ACCOUNT']);
  });
});

describe('a value that cannot be', () => {
  it('is shown by the error that it ends in', () => {
    const value: unknown = { kind: 'from a later version' };
    expect(() => assertNever(value as never)).toThrow('Unexpected value: {"kind":"from a later version"}');
  });
});
