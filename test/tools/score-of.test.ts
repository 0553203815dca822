import { describe, expect, it } from 'vitest';
import { askedTwice } from '../../tools/demo/page/score-of.ts';

describe('the score of the demo', () => {
  it('counts no question that had not been answered well', () => {
    expect(
      askedTwice([
        { kind: 'asked', step: 'enterCode' },
        { kind: 'asked', step: 'checkingCode' },
        { kind: 'asked', step: 'enterCode' },
        { kind: 'accepted', what: 'code' },
        { kind: 'asked', step: 'enterPassword' },
        { kind: 'asked', step: 'enterPassword' },
        { kind: 'accepted', what: 'password' },
        { kind: 'asked', step: 'signedIn' },
      ]),
    ).toBe(0);
  });

  it('counts each question after its answer was accepted', () => {
    expect(
      askedTwice([
        { kind: 'asked', step: 'enterCode' },
        { kind: 'accepted', what: 'code' },
        { kind: 'asked', step: 'enterCode' },
        { kind: 'asked', step: 'enterPassword' },
        { kind: 'accepted', what: 'password' },
        { kind: 'asked', step: 'enterPassword' },
      ]),
    ).toBe(2);
  });
});
