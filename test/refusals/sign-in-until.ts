import { failureOf } from '../../activities/outcomes.ts';
import { assertNever } from '../../domain/assert-never.ts';
import type {
  ChallengeOutcome,
  ClosingOutcome,
  EmailCodeOutcome,
  SendCodeOutcome,
  SignInOutcome,
} from '../../domain/login-event.ts';
import type {
  CheckPasswordAnswer,
  Connection,
  Done,
  EmailCodeAnswer,
  PasswordInfo,
  SendCodeAnswer,
  SignInAnswer,
  SrpChallenge,
} from '../../telegram/gateway.ts';
import { Play } from '../domain/play.ts';
import { gramjsProof } from '../telegram/gramjs-proof.ts';
import type { Method } from './methods.ts';

type Owner = { phone: string; code: () => string; password: string };

/**
 * A sign-in that the rules lead over a real connection, up to and with the first answer to `method`. Whatever comes before it
 * goes well.
 */
export async function signInUntil(
  method: Method,
  connection: Connection,
  { phone, code, password }: Owner,
): Promise<Play> {
  const play = new Play().event({ type: 'start' });
  play.answer('sendCodeAnswered', sent(await connection.sendCode({ phone })));
  if (method === 'auth.sendCode') return play;
  const hash = hashOf(play);
  switch (method) {
    case 'auth.resendCode':
      play.waitForTimer();
      return play.answer('resendCodeAnswered', sent(await connection.resendCode({ phone, hash })));
    case 'auth.cancelCode':
      play.does({ type: 'cancel' });
      return play.answer('closingAnswered', closed(await connection.cancelCode({ phone, hash })));
    case 'auth.resetLoginEmail':
      play.does({ type: 'resetEmail', confirmation: play.state.phoneTail });
      return play.answer('resetEmailAnswered', sent(await connection.resetEmail({ phone, hash })));
    case 'account.sendVerifyEmailCode':
    case 'account.verifyEmail': {
      const email = 'ana@example.org';
      play.does({ type: 'enterEmail', email, confirmation: play.state.phoneTail });
      play.answer('emailCodeAnswered', mailed(await connection.sendEmailCode({ phone, hash, email })));
      if (method === 'account.sendVerifyEmailCode') return play;
      play.does({ type: 'enterCode', code: code() });
      return play.answer('verifyEmailAnswered', sent(await connection.verifyEmail({ phone, hash, code: code() })));
    }
    default:
      break;
  }
  const byEmail = method === 'auth.signIn by e-mail';
  play.does({ type: 'enterCode', code: code() });
  play.answer('signInAnswered', signedIn(await connection.signIn({ phone, hash, code: code(), byEmail })));
  if (method === 'auth.signIn' || byEmail) return play;
  if (method === 'auth.logOut') {
    play.does({ type: 'cancel' });
    return play.answer('closingAnswered', closed(await connection.logOut()));
  }
  play.does({ type: 'requestChallenge' });
  const info = await connection.getPassword();
  play.answer('challengeAnswered', challenge(info));
  if (method === 'account.getPassword' || info.kind !== 'challenge') return play;
  play.does({ type: 'enterPassword', proof: await prove(info.challenge, password) });
  return play.answer(
    'checkPasswordAnswered',
    checked(await connection.checkPassword(await prove(info.challenge, password))),
  );
}

async function prove(asked: SrpChallenge, password: string): ReturnType<typeof gramjsProof> {
  return await gramjsProof(asked, password);
}

function hashOf({ phase }: Play): string {
  if (phase.name !== 'waitingForCode' && phase.name !== 'waitingForEmail')
    throw new Error(`No code is out, but the sign-in is ${phase.name}.`);
  return phase.code.sentCode.hash;
}

function sent(answer: SendCodeAnswer): SendCodeOutcome {
  switch (answer.kind) {
    case 'sentCode':
      return answer;
    case 'passwordNeeded':
      return { kind: 'passwordNeeded', hasRecovery: false };
    case 'signedIn':
    case 'signUpRequired':
    case 'paymentRequired':
      throw new Error(`No test scripts ${answer.kind}.`);
    default:
      return failureOf(answer);
  }
}

function mailed(answer: EmailCodeAnswer): EmailCodeOutcome {
  if (answer.kind === 'emailCode') return answer;
  return answer.kind === 'passwordNeeded' ? { kind: 'passwordNeeded', hasRecovery: false } : failureOf(answer);
}

function signedIn(answer: SignInAnswer): SignInOutcome {
  if (answer.kind === 'passwordNeeded') return { kind: 'passwordNeeded', hasRecovery: false };
  if (answer.kind === 'signedIn' || answer.kind === 'signUpRequired')
    throw new Error(`No test scripts ${answer.kind}.`);
  return failureOf(answer);
}

function challenge(info: PasswordInfo): ChallengeOutcome {
  if (info.kind === 'challenge') return { kind: 'challenge', challenge: info.challenge, hasRecovery: false };
  if (info.kind === 'noPassword' || info.kind === 'unknownAlgorithm') throw new Error(`No test scripts ${info.kind}.`);
  return failureOf(info);
}

function checked(answer: CheckPasswordAnswer): ReturnType<typeof failureOf> {
  if (answer.kind === 'signedIn') throw new Error('The password was taken.');
  return failureOf(answer);
}

function closed(answer: Done): ClosingOutcome {
  switch (answer.kind) {
    case 'done':
      return { kind: 'done' };
    case 'refused':
    case 'lost':
    case 'notSent':
    case 'libraryTooOld':
      return failureOf(answer);
    default:
      return assertNever(answer);
  }
}
