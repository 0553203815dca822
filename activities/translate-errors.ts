import { ApplicationFailure } from '@temporalio/activity';
import type { LoginActivities } from '../contracts/login-activities.ts';
import type { ActivityDeps } from './deps.ts';

/**
 * The one place where what an activity throws becomes a failure that Temporal keeps. Of foreign errors only the name
 * goes into the history: their messages are written by libraries that do not know what is secret.
 */
export function translateErrors(deps: ActivityDeps, activities: LoginActivities): LoginActivities {
  const translated = <Input, Outcome>(name: string, activity: (input: Input) => Promise<Outcome>) => {
    return async (input: Input): Promise<Outcome> => {
      try {
        return await activity(input);
      } catch (error) {
        throw asFailure(deps, name, error);
      }
    };
  };
  return {
    sendCode: translated('sendCode', activities.sendCode),
    resendCode: translated('resendCode', activities.resendCode),
    settleSend: translated('settleSend', activities.settleSend),
    signIn: translated('signIn', activities.signIn),
    sendEmailCode: translated('sendEmailCode', activities.sendEmailCode),
    verifyEmail: translated('verifyEmail', activities.verifyEmail),
    resetEmail: translated('resetEmail', activities.resetEmail),
    getPassword: translated('getPassword', activities.getPassword),
    checkPassword: translated('checkPassword', activities.checkPassword),
    acceptScan: translated('acceptScan', activities.acceptScan),
    waitForScan: translated('waitForScan', activities.waitForScan),
    requestRecovery: translated('requestRecovery', activities.requestRecovery),
    checkRecovery: translated('checkRecovery', activities.checkRecovery),
    recoverPassword: translated('recoverPassword', activities.recoverPassword),
    cancelCode: translated('cancelCode', activities.cancelCode),
    logOut: translated('logOut', activities.logOut),
    publishView: translated('publishView', activities.publishView),
  };
}

function asFailure(deps: ActivityDeps, step: string, error: unknown): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  deps.logger.warn({ err: error, step }, 'An activity failed');
  const name = error instanceof Error ? error.name : 'Error';
  const message =
    name === 'VaultError' && error instanceof Error
      ? error.message
      : `${step} failed with ${name}; the log of the worker says more.`;
  return ApplicationFailure.create({ message, type: name });
}
