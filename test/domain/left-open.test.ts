import { describe, expect, it } from 'vitest';
import { APP_ONLY, PASSWORD_NEEDED, Play, refusedWith, SIGNED_IN, SMS_NEXT } from './play.ts';

const checking = () => Play.waiting().does({ type: 'enterCode', code: '12345' });

describe('an end that Telegram could not be told of', () => {
  it.each([
    ['lost', { kind: 'lost' }],
    ['refused', refusedWith('FLOOD_WAIT_X', 60)],
    ['not sent', { kind: 'notSent', code: 'DC_UNREACHABLE' }],
  ] as const)('says that the code stays valid (%s)', (_what, outcome) => {
    const play = Play.waiting(APP_ONLY).does({ type: 'cancel' });
    expect(play.answer('closingAnswered', outcome).view.step).toEqual({
      kind: 'cancelled',
      reason: 'person',
      leftOpen: 'code',
    });
  });

  it('is none where the session that came after a cancel was signed out', () => {
    const play = checking().does({ type: 'cancel' }).signedIn(SIGNED_IN);
    expect(play.answer('closingAnswered', { kind: 'done' }).view.step).toEqual({ kind: 'cancelled', reason: 'person' });
  });

  it('says that the session may be open', () => {
    const play = Play.atPassword().does({ type: 'cancel' });
    expect(play.answer('closingAnswered', { kind: 'lost' }).view.step).toMatchObject({ leftOpen: 'session' });
  });

  it('says nothing of it where Telegram knows the key no more', () => {
    const play = Play.atPassword().does({ type: 'cancel' });
    const gone = { kind: 'stopped', code: 'AUTH_KEY_UNKNOWN' } as const;
    expect(play.answer('closingAnswered', gone).view.step).toEqual({ kind: 'cancelled', reason: 'person' });
  });

  it('is said of a failure too', () => {
    const play = checking().signedIn({ kind: 'stopped', code: 'NO_ACCOUNT' });
    expect(play.effects).toEqual(['cancelCode']);
    expect(play.answer('closingAnswered', { kind: 'lost' }).view.step).toMatchObject({
      kind: 'failed',
      why: { code: 'NO_ACCOUNT' },
      leftOpen: 'code',
    });
  });
});

describe('a code that nobody has the hash of', () => {
  it('stays valid when the sign-in is cancelled after a lost send', () => {
    const play = new Play().event({ type: 'start' }).sent({ kind: 'lost' }).does({ type: 'cancel' });
    expect(play.view.step).toEqual({ kind: 'cancelled', reason: 'person', leftOpen: 'code' });
  });

  it('stays valid when it is cancelled after a lost resend, or during one', () => {
    const after = Play.waiting(SMS_NEXT).wait(61_000).sent({ kind: 'lost' }).does({ type: 'cancel' });
    expect(after.effects).toEqual(['cancelCode']);
    expect(after.answer('closingAnswered', { kind: 'done' }).view.step).toMatchObject({ leftOpen: 'code' });
    const during = Play.waiting(SMS_NEXT).wait(61_000).does({ type: 'cancel' }).sent({ kind: 'lost' });
    expect(during.answer('closingAnswered', { kind: 'done' }).view.step).toMatchObject({ leftOpen: 'code' });
  });

  it('is of no interest once the session was signed out', () => {
    const play = Play.waiting(SMS_NEXT).wait(61_000).sent({ kind: 'lost' });
    play.does({ type: 'enterCode', code: '12345' }).signedIn(PASSWORD_NEEDED).does({ type: 'cancel' });
    expect(play.answer('closingAnswered', { kind: 'done' }).view.step).toEqual({ kind: 'cancelled', reason: 'person' });
  });
});

describe('an answer to auth.signIn that may have been a yes', () => {
  it('is followed by a sign-out when this version cannot read it', () => {
    const play = checking().signedIn({ kind: 'stopped', code: 'LIBRARY_TOO_OLD', detail: 'f8827ebf' });
    expect(play.effects).toEqual(['logOut']);
    expect(checking().signedIn({ kind: 'stopped', code: 'USERS_ONLY' }).effects).toEqual(['cancelCode']);
  });

  it('is followed by a sign-out when an earlier answer was lost and the sign-in stops', () => {
    const play = checking().signedIn({ kind: 'lost' }).does({ type: 'enterCode', code: '12345' });
    expect(play.signedIn({ kind: 'stopped', code: 'NUMBER_NOT_ENROLLED' }).effects).toEqual(['logOut']);
  });

  it("is asked for before the next try when it was Telegram's own trouble", () => {
    const play = checking().signedIn(refusedWith('RPC_CALL_FAIL'));
    expect(play.does({ type: 'enterCode', code: '12345' }).last?.effects).toMatchObject([{ probe: true }]);
    expect(play.signedIn(SIGNED_IN).phase.name).toBe('signedIn');
    expect(checking().signedIn(refusedWith('RPC_CALL_FAIL')).does({ type: 'cancel' }).effects).toEqual(['logOut']);
  });
});
