import type { PhaseName } from '../../domain/login-state.ts';
import { mailing, resetting, SET_UP } from './email-play.ts';
import { APP_ONLY, Play, refusedWith, SIGNED_IN } from './play.ts';
import { atChoice, atCode, checkingCode, recovering } from './recovery-play.ts';

const requesting = (): Play => new Play().event({ type: 'start' });
const checking = (): Play => Play.waiting().does({ type: 'enterCode', code: '12345' });
const scanning = (): Play => new Play({ scan: true }).event({ type: 'start' });
const proof = { srpId: '1', a: '', m1: '' };
const HOUR = 3_600_000;

/** A sign-in in each of its phases. */
export const atPhase: Record<PhaseName, () => Play> = {
  new: () => new Play(),
  requesting,
  waitingForCode: () => Play.waiting(APP_ONLY),
  resending: () => Play.waiting().wait(61_000),
  checkingCode: checking,
  waitingForEmail: () => Play.waiting(SET_UP),
  sendingEmailCode: mailing,
  resettingEmail: () => resetting(),
  waitingForPassword: () => Play.atPassword(),
  fetchingChallenge: () => Play.atPassword().does({ type: 'requestChallenge' }),
  checkingPassword: () => Play.atPassword().does({ type: 'enterPassword', proof }),
  requestingRecovery: () => Play.atPassword().does({ type: 'requestRecovery' }),
  waitingForRecoveryCode: atCode,
  checkingRecoveryCode: checkingCode,
  waitingForRecoveryChoice: atChoice,
  fetchingAlgorithm: () => atChoice().does({ type: 'requestAlgorithm' }),
  recovering,
  waitingToSend: () => requesting().sent(refusedWith('FLOOD_WAIT_X', 60)),
  scanning,
  stoppingScan: () => scanning().does({ type: 'cancel' }),
  outcomeUnknown: () => requesting().sent({ kind: 'lost' }),
  restartOffered: () => checking().signedIn(refusedWith('AUTH_KEY_UNREGISTERED')),
  putOff: () => {
    const play = requesting().sent(refusedWith('FLOOD_WAIT_X', 60));
    return play.does({ type: 'later', untilMs: play.nowMs + HOUR, timeZone: 'Europe/Berlin' });
  },
  closing: () => Play.waiting().does({ type: 'cancel' }),
  signedIn: () => checking().signedIn(SIGNED_IN),
  cancelled: () => requesting().sent({ kind: 'lost' }).does({ type: 'cancel' }),
  failed: () => requesting().sent(refusedWith('PHONE_NUMBER_BANNED')),
};

export const phaseNames = Object.keys(atPhase).filter((name): name is PhaseName => name in atPhase);
