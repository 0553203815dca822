import { describe, expect, it } from 'vitest';
import { PASSWORD_NEEDED, Play, refusedWith, SIGNED_IN } from './play.ts';

const scanning = () => new Play({ scan: true }).event({ type: 'start' });
const overFrom = (play: Play) => play.does({ type: 'scan' });

describe('whoever may be in', () => {
  const floodWait = { ...refusedWith('FLOOD_WAIT_X', 600), mayBeIn: true } as const;
  const unsure = () => scanning().answer('scanAnswered', floodWait);

  it('is remembered while Telegram makes wait, and asked about by the next QR code', () => {
    expect(unsure().waitForTimer().last?.effects).toMatchObject([{ type: 'scan', probe: true }]);
    const certain = scanning().answer('scanAnswered', refusedWith('FLOOD_WAIT_X', 600)).waitForTimer();
    expect(certain.last?.effects).toMatchObject([{ type: 'scan', probe: false }]);
  });

  it.each([
    ['cancelled', { type: 'cancel' } as const],
    ['putOff', { type: 'later', untilMs: scanning().nowMs + 3_600_000 } as const],
  ])('is signed out before the sign-in is %s, and no token of theirs kept', (name, command) => {
    const play = unsure().does(command);
    expect(play.last?.effects).toMatchObject([{ type: 'logOut', stranger: true }]);
    expect(play.answer('closingAnswered', { kind: 'done' }).phase).toMatchObject({ name });
    const open = unsure().does(command).answer('closingAnswered', { kind: 'lost' });
    expect(open.phase).toMatchObject({ name, leftOpen: 'session' });
  });

  it.each([
    { ...refusedWith('API_ID_INVALID'), mayBeIn: true } as const,
    { kind: 'stopped', code: 'NUMBER_NOT_ENROLLED', mayBeIn: true } as const,
  ])('is signed out before the sign-in fails: %j', (outcome) => {
    const play = scanning().answer('scanAnswered', outcome);
    expect(play.effects).toEqual(['logOut']);
    expect(play.answer('closingAnswered', { kind: 'done' }).phase).toMatchObject({ name: 'failed' });
    const { mayBeIn: _, ...certain } = outcome;
    expect(scanning().answer('scanAnswered', certain).effects).toEqual([]);
  });

  it('is signed out before a code is asked for, after a wait as well', () => {
    const offered = scanning()
      .answer('scanAnswered', { ...refusedWith('FLOOD_WAIT_X', 6_000), mayBeIn: true })
      .waitForTimer();
    expect(offered.view.step).toMatchObject({ kind: 'restartOffered' });
    expect(offered.does({ type: 'restart' }).last?.effects).toMatchObject([{ type: 'logOut', goesOn: true }]);
    expect(offered.acts).toEqual(['cli:ana restart']);
    offered.answer('closingAnswered', { kind: 'done' });
    expect(offered.last?.effects).toMatchObject([{ type: 'sendCode', freshKey: true, actor: 'cli:ana' }]);
  });

  it('is the account of the number where Telegram has said so: its token is kept', () => {
    const play = scanning().does({ type: 'cancel' }).answer('scanAnswered', SIGNED_IN);
    expect(play.last?.effects[0]).not.toHaveProperty('stranger');
    const unproven = scanning().does({ type: 'cancel' }).answer('scanAnswered', PASSWORD_NEEDED);
    expect(unproven.last?.effects).toMatchObject([{ type: 'logOut', stranger: true }]);
  });
});

describe('a code that is asked for instead', () => {
  const lost = () => scanning().does({ type: 'restart' }).answer('scanAnswered', { kind: 'lost' });

  it('comes after a sign-out when nobody knows who has scanned', () => {
    expect(lost().last?.effects).toMatchObject([{ type: 'logOut', goesOn: true, stranger: true }]);
    const play = lost().answer('closingAnswered', { kind: 'done' });
    expect(play.last?.effects).toMatchObject([{ type: 'sendCode', freshKey: true }]);
  });

  it('does not come beside a session that may stay open', () => {
    const play = lost().answer('closingAnswered', { kind: 'lost' });
    expect(play.phase).toEqual({ name: 'failed', why: { code: 'OUTCOME_UNKNOWN' }, leftOpen: 'session' });
  });

  it('does not come after a cancel', () => {
    const play = lost().does({ type: 'cancel' }).answer('closingAnswered', { kind: 'done' });
    expect(play.phase).toEqual({ name: 'cancelled', reason: 'person' });
    const open = lost().does({ type: 'cancel' }).answer('closingAnswered', { kind: 'lost' });
    expect(open.phase).toEqual({ name: 'cancelled', reason: 'person', leftOpen: 'session' });
  });

  it('comes once the one before it is cancelled', () => {
    const play = overFrom(Play.waiting()).does({ type: 'restart' }).answer('scanAnswered', { kind: 'notScanned' });
    expect(play.last?.effects).toMatchObject([{ type: 'cancelCode', hash: 'hash-1' }]);
    play.answer('closingAnswered', { kind: 'lost' });
    expect(play.last?.effects).toMatchObject([{ type: 'sendCode', freshKey: false }]);
  });
});

describe('a code behind a QR code', () => {
  const behind = () => overFrom(Play.waiting());

  it('is cancelled together with the session that a scan has brought', () => {
    const stranger = behind().answer('scanAnswered', { kind: 'otherAccount' });
    expect(stranger.last?.effects).toMatchObject([{ type: 'logOut', hash: 'hash-1' }]);
    expect(stranger.answer('closingAnswered', { kind: 'done' }).phase).not.toHaveProperty('leftOpen');
    const atPassword = behind().answer('scanAnswered', PASSWORD_NEEDED).does({ type: 'cancel' });
    expect(atPassword.last?.effects).toMatchObject([{ type: 'logOut', hash: 'hash-1' }]);
  });

  it.each([{ kind: 'done', codeLeft: true } as const, { kind: 'stopped', code: 'AUTH_KEY_UNKNOWN' } as const])(
    'is said to stay when it could not be cancelled: %j',
    (told) => {
      const play = behind().answer('scanAnswered', { kind: 'otherAccount' }).answer('closingAnswered', told);
      expect(play.phase).toEqual({ name: 'failed', why: { code: 'OTHER_ACCOUNT' }, leftOpen: 'code' });
    },
  );

  it('whose hash was lost is said to stay after a stranger’s scan, too', () => {
    const play = overFrom(new Play().event({ type: 'start' }).sent({ kind: 'lost' }));
    play.answer('scanAnswered', { kind: 'otherAccount' }).answer('closingAnswered', { kind: 'done' });
    expect(play.phase).toMatchObject({ name: 'failed', leftOpen: 'code' });
  });

  it('is told of as long as the QR code is shown', () => {
    expect(behind().view.step).toMatchObject({ kind: 'scan', codeBehind: true });
    expect(scanning().view.step).not.toHaveProperty('codeBehind');
  });

  it('is handed to the call that may take another key', () => {
    expect(behind().last?.effects).toMatchObject([{ type: 'scan', hash: 'hash-1' }]);
  });

  it('stays when its key is gone, and that is said', () => {
    const play = behind().answer('scanAnswered', { kind: 'stopped', code: 'AUTH_KEY_UNKNOWN' });
    expect(play.last?.effects).toMatchObject([{ type: 'scan', freshKey: true }]);
    expect(play.last?.effects[0]).not.toHaveProperty('hash');
    play.does({ type: 'cancel' }).answer('scanAnswered', { kind: 'notScanned' });
    expect(play.phase).toEqual({ name: 'cancelled', reason: 'person', leftOpen: 'code' });
  });
});

it('A QR code comes with another key when Telegram has forgotten the one before, three times at most', () => {
  const play = scanning();
  for (let count = 0; count < 3; count += 1) {
    play.answer('scanAnswered', { kind: 'stopped', code: 'AUTH_KEY_UNKNOWN', mayBeIn: true });
    expect(play.last?.effects).toMatchObject([{ type: 'scan', freshKey: true, probe: false }]);
  }
  play.answer('scanAnswered', { kind: 'stopped', code: 'AUTH_KEY_UNKNOWN', mayBeIn: true });
  expect(play.phase).toEqual({ name: 'failed', why: { code: 'AUTH_KEY_UNKNOWN' } });
});
