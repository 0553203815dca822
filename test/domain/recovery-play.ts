import { Play } from './play.ts';

export const DAY = 86_400_000;
export const challenge = { srpId: '1', srpB: '', salt1: '', salt2: '', g: 3, p: '' };
export const newAlgorithm = { salt1: 'AA==', salt2: 'AA==', g: 3, p: 'AA==' };
export const settings = { ...newAlgorithm, hash: 'secret-verifier', hint: 'new' };
export const confirmation = '4607';
export const mailed = { kind: 'requested', emailPattern: 'o***r@e*****.org' } as const;

/** A code was mailed. */
export function atCode(): Play {
  return Play.atPassword().does({ type: 'requestRecovery' }).answer('recoveryRequested', mailed);
}

export function checkingCode(): Play {
  return atCode().does({ type: 'enterRecoveryCode', code: ' 123 456 ' });
}

export function atChoice(): Play {
  return checkingCode().answer('recoveryChecked', { kind: 'right' });
}

export function recovering(): Play {
  return atChoice().does({ type: 'recoverPassword', confirmation, settings });
}
