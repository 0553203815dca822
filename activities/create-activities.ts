import type { LoginActivities } from '../contracts/login-activities.ts';
import { acceptScan } from './accept-scan.ts';
import { cancelCode } from './cancel-code.ts';
import { checkPassword } from './check-password.ts';
import { checkRecovery } from './check-recovery.ts';
import type { ActivityDeps } from './deps.ts';
import { getPassword } from './get-password.ts';
import { logOut } from './log-out.ts';
import { publishView } from './publish-view.ts';
import { recoverPassword } from './recover-password.ts';
import { requestRecovery } from './request-recovery.ts';
import { resendCode } from './resend-code.ts';
import { resetEmail } from './reset-email.ts';
import { sendEmailCode } from './send-email-code.ts';
import { verifyEmail } from './verify-email.ts';
import { sendCode } from './send-code.ts';
import { settleSend } from './settle-send.ts';
import { signIn } from './sign-in.ts';
import { translateErrors } from './translate-errors.ts';
import { waitForScan } from './wait-for-scan.ts';

/** The activities of the login worker over the parts they need. */
export function createActivities(deps: ActivityDeps): LoginActivities {
  return translateErrors(deps, {
    sendCode: (input) => sendCode(deps, input),
    resendCode: (input) => resendCode(deps, input),
    settleSend: (input) => settleSend(deps, input),
    signIn: (input) => signIn(deps, input),
    sendEmailCode: (input) => sendEmailCode(deps, input),
    verifyEmail: (input) => verifyEmail(deps, input),
    resetEmail: (input) => resetEmail(deps, input),
    getPassword: (input) => getPassword(deps, input),
    checkPassword: (input) => checkPassword(deps, input),
    acceptScan: (input) => acceptScan(deps, input),
    waitForScan: (input) => waitForScan(deps, input),
    requestRecovery: (input) => requestRecovery(deps, input),
    checkRecovery: (input) => checkRecovery(deps, input),
    recoverPassword: (input) => recoverPassword(deps, input),
    cancelCode: (input) => cancelCode(deps, input),
    logOut: (input) => logOut(deps, input),
    publishView: (publication) => publishView(deps, publication),
  });
}
