import { describe, expect, it } from 'vitest';
import { START_MS } from './arbitraries.ts';
import { Play } from './play.ts';

const MINUTE = 60_000;
const flood = (code: number) =>
  ({ kind: 'refused', error: { name: 'FLOOD_WAIT_X', raw: 'FLOOD_WAIT_60', code, value: 60 } }) as const;
/** Off until a later day, although Telegram has named a minute. */
const putOff = (code = 420): Play => {
  const play = new Play().event({ type: 'start' }).sent(flood(code));
  return play.does({ type: 'later', untilMs: START_MS + 24 * 60 * MINUTE });
};

describe('a pause that Telegram names', () => {
  it('is kept whatever a person wishes meanwhile', () => {
    const play = putOff();
    play.nowMs += MINUTE - 1;
    const refusal = { code: 'TOO_EARLY', fromMs: START_MS + MINUTE };
    expect(play.does({ type: 'restart' }).last?.refusal).toEqual(refusal);
    play.does({ type: 'scan' });
    expect(play.does({ type: 'restart' }).last?.refusal).toEqual(refusal);
    play.nowMs += 1;
    expect(play.does({ type: 'restart' }).effects).toEqual(['stopScan']);
  });

  it('is over for good when it is over', () => {
    const play = putOff();
    play.nowMs += MINUTE;
    expect(play.does({ type: 'restart' }).effects).toEqual(['sendCode']);
  });

  it('is one by its number, and anything else is no more than a wait before the next send by itself', () => {
    expect(putOff(400).does({ type: 'restart' }).effects).toEqual(['sendCode']);
    const unsent = new Play().event({ type: 'start' }).sent({ kind: 'notSent', code: 'DC_UNREACHABLE' });
    unsent.does({ type: 'later', untilMs: START_MS + 24 * 60 * MINUTE });
    expect(unsent.does({ type: 'restart' }).effects).toEqual(['sendCode']);
  });

  it('outlasts the budget only where it is longer', () => {
    const play = putOff();
    const { sendsPerDay } = play.state.limits;
    play.state = { ...play.state, sendsAtMs: Array.from({ length: sendsPerDay }, () => START_MS) };
    expect(play.does({ type: 'restart' }).refusal).toBe('TOO_EARLY');
    play.nowMs += MINUTE;
    expect(play.does({ type: 'restart' }).refusal).toBe('SEND_BUDGET_USED_UP');
  });
});
