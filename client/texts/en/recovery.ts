import type {
  RecoveryChoiceProblem,
  RecoveryCodeProblem,
  RecoveryOverProblem,
} from '../../../domain/password-recovery.ts';
import type { Step } from '../../../domain/login-view.ts';
import type { Plural } from '../plural.ts';

const mailsLeft: Plural = {
  one: 'One more mail can be asked for.',
  other: '{count} more mails can be asked for.',
};
const triesLeft: Plural = {
  one: 'One try left for this recovery code.',
  other: '{count} tries left for this recovery code.',
};

const codeProblems: Record<RecoveryCodeProblem['kind'], string> = {
  wrongCode: 'That recovery code is wrong. Compare it with the newest mail and try again.',
  codeExpired: 'That recovery code is too old. Have another one mailed.',
  mayBeMailed:
    'The answer to the request was lost, so a mail may be on its way or not. If none comes, have another one sent.',
  notMailed: 'No further mail was sent. A code that came before is still good.',
  notChecked: 'The recovery code could not be checked. Try it again.',
  serverWait: 'Telegram wants a pause before the next try, until {time}.',
};

const choiceProblems: Record<RecoveryChoiceProblem['kind'], string> = {
  notTaken: 'Telegram did not take that, and nothing was changed. Choose again.',
  algorithmUnknown:
    'Telegram wants new passwords computed in a way that this version does not know: here the password can only be removed. For a new one, update Latchkey.',
  notDone: 'That was not carried out, as far as anybody knows. Choose again: Telegram is asked first how it stands.',
  serverWait: 'Telegram wants a pause before the next try, until {time}.',
};

/** Said at the password, where the recovery has come back to it. */
export const recoveryOver: Record<RecoveryOverProblem['kind'], string> = {
  noRecovery: 'Telegram says that this account has no recovery address, so no code can be mailed.',
  tooManyRecoveryCodes: 'Too many wrong recovery codes: that one is not tried any further.',
  recoveryExpired: 'The recovery code is too old, and no further mail can be asked for in this sign-in.',
  recoveryFailed: 'The password could not be recovered; nothing was changed.',
  recoveryWait:
    'Telegram wants a pause before a recovery code is mailed, until {time}. The password can be typed all the same.',
};

const doing: Record<Extract<Step, { kind: 'recovering' }>['doing'], string> = {
  mail: 'Telegram is asked to mail a code to the recovery address of the account.',
  code: 'Telegram is asked whether the recovery code is right. That changes nothing.',
  newPassword: 'Telegram is told the new password, as what was computed from it.',
  removal: 'Telegram is told to remove the password.',
};

/** A password that was forgotten. */
export const recovery = {
  canRecover: 'Forgotten: an admin can have a recovery code mailed to the recovery address of the account.',
  usedUp:
    'Forgotten: no further recovery code can be mailed in this sign-in. Recover the password in an official Telegram app.',
  mailed: 'A recovery code was mailed to {emailPattern}.',
  mayBeMailed: 'A recovery code may have been mailed to the recovery address of the account.',
  nothingYet: 'Typing it changes nothing yet: what is to become of the password is asked next.',
  mailsLeft,
  noMailsLeft: 'No further mail can be asked for in this sign-in.',
  triesLeft,
  codeWasRight: 'The recovery code was right. Nothing has been changed yet.',
  choice: [
    'A new password takes the place of the forgotten one for the whole account, on all its devices. It stays where it is typed; only what is computed from it travels.',
    'Removed, the account has no password any more: a login code alone opens it then.',
    'Neither can be taken back. An admin confirms either by typing the last four digits of the number.',
  ],
  codeProblems,
  choiceProblems,
  doing,
};
