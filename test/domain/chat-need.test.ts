import { describe, expect, it } from 'vitest';
import { isNewerSeen, type Need, newsOf, seenOf } from '../../domain/chat-need.ts';
import type { StepKind } from '../../domain/login-view.ts';
import { atPhase, phaseNames } from './phases.ts';
import { Play } from './play.ts';

const needs: Record<StepKind, Need> = {
  requesting: 'nothing',
  enterCode: 'person',
  enterEmail: 'person',
  sendingEmailCode: 'nothing',
  resettingEmail: 'nothing',
  resending: 'nothing',
  checkingCode: 'nothing',
  enterPassword: 'person',
  checkingPassword: 'nothing',
  scan: 'person',
  enterRecoveryCode: 'person',
  chooseRecovery: 'person',
  recovering: 'nothing',
  serverWait: 'nothing',
  outcomeUnknown: 'person',
  putOff: 'nothing',
  restartOffered: 'person',
  closing: 'nothing',
  signedIn: 'over',
  cancelled: 'over',
  failed: 'over',
};

describe('what a card is told of a view', () => {
  it.each(phaseNames)('says whether somebody is needed (%s)', (name) => {
    const { view } = atPhase[name]();
    const { version, stepId } = view;
    expect(seenOf(view)).toStrictEqual({ version, stepId, need: needs[view.step.kind] });
  });

  it('has the number of a QR code, never what it says', () => {
    const { view } = atPhase.scanning();
    const seen = seenOf({ ...view, scan: { link: 'tg://login?token=secret', expiresAtMs: 1, n: 7 } });
    expect(seen).toMatchObject({ need: 'person', picture: 7 });
    expect(JSON.stringify(seen)).not.toContain('secret');
  });

  it('is news for every question, once for the end, and never while nobody is needed', () => {
    const { stepId } = Play.waiting().view;
    expect(newsOf({ version: 1, stepId, need: 'person' })).toBe(stepId);
    expect(newsOf({ version: 1, stepId, need: 'over' })).toBe('over');
    expect(newsOf({ version: 1, stepId, need: 'nothing' })).toBeUndefined();
  });
});

describe('what is newer', () => {
  const seen = { version: 4, stepId: 'l/1', need: 'person' } as const;

  it.each([
    ['a later version', { version: 5 }, {}, true],
    ['an earlier version with a QR code', { version: 3, picture: 9 }, {}, false],
    ['the same version', {}, {}, false],
    ['the first QR code of a version', { picture: 1 }, {}, true],
    ['the next QR code of a version', { picture: 2 }, { picture: 1 }, true],
    ['the same QR code', { picture: 2 }, { picture: 2 }, false],
    ['no QR code any more', {}, { picture: 2 }, false],
    ['the next version without the QR code', { version: 5 }, { picture: 2 }, true],
  ])('%s', (_what, newer, older, expected) => {
    expect(isNewerSeen({ ...seen, ...newer }, { ...seen, ...older })).toBe(expected);
  });
});
