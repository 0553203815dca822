import type { CommandAnswer } from '../../../contracts/login-messages.ts';
import { submitPassword } from '../../submit-password.ts';
import { isAlgorithm, isAnswer, isChallenge, isEmpty } from './answers.ts';
import { post } from './api.ts';
import { submitNewPassword } from '../../new-password.ts';
import type { Typed } from './entry-place.ts';
import { computeNew, prove } from './prove.ts';

/** The commands of one number's sign-in. */
export type LoginActions = {
  enter: (stepId: string, entry: Typed) => Promise<CommandAnswer>;
  typing: (stepId: string) => Promise<unknown>;
  resend: (stepId: string) => Promise<CommandAnswer>;
  restart: (stepId: string) => Promise<CommandAnswer>;
  scan: (stepId: string) => Promise<CommandAnswer>;
  /** `until`: ISO 8601 with its offset. */
  later: (stepId: string, appointment?: { until: string; timeZone: string }) => Promise<CommandAnswer>;
  resetEmail: (stepId: string, confirmation: string) => Promise<CommandAnswer>;
  noCode: (stepId: string, openOnDevice?: boolean) => Promise<CommandAnswer>;
  acceptScan: (stepId: string, reason: string) => Promise<CommandAnswer>;
  cancel: () => Promise<CommandAnswer>;
  recover: (stepId: string) => Promise<CommandAnswer>;
  backToPassword: (stepId: string) => Promise<CommandAnswer>;
};

export function loginActions(numberId: string): LoginActions {
  const at = `/api/logins/${numberId}`;
  const plain = (name: string) => (stepId: string) => post(`${at}/${name}`, { stepId }, isAnswer);
  return {
    enter: async (stepId, entry) => {
      switch (entry.kind) {
        case 'code':
          return await post(`${at}/code`, { stepId, code: entry.code }, isAnswer);
        case 'password':
          return await submitPassword(
            {
              challenge: (step) => post(`${at}/password/challenge`, { stepId: step }, isChallenge),
              prove,
              proof: (step, proof) => post(`${at}/password/proof`, { stepId: step, proof }, isAnswer),
            },
            { stepId, password: entry.password },
          );
        case 'email': {
          const { email, confirmation } = entry;
          return await post(`${at}/email`, { stepId, email, confirmation }, isAnswer);
        }
        case 'recoveryCode':
          return await post(`${at}/recovery/code`, { stepId, code: entry.code }, isAnswer);
        case 'removal':
          return await post(`${at}/recovery/removal`, { stepId, confirmation: entry.confirmation }, isAnswer);
        case 'newPassword': {
          const { confirmation, password, hint } = entry;
          return await submitNewPassword(
            {
              algorithm: (step) => post(`${at}/recovery/algorithm`, { stepId: step }, isAlgorithm),
              compute: computeNew,
              submit: (step, settings) =>
                post(`${at}/recovery/new-password`, { stepId: step, confirmation, settings }, isAnswer),
            },
            { stepId, password, hint },
          );
        }
      }
    },
    typing: (stepId) => post(`${at}/entry`, { stepId }, isEmpty),
    resend: plain('resend'),
    restart: plain('restart'),
    scan: plain('scan'),
    later: (stepId, appointment) => post(`${at}/later`, { stepId, ...appointment }, isAnswer),
    resetEmail: (stepId, confirmation) => post(`${at}/reset-email`, { stepId, confirmation }, isAnswer),
    noCode: (stepId, openOnDevice) => {
      const said = openOnDevice === undefined ? {} : { openOnDevice };
      return post(`${at}/no-code`, { stepId, ...said }, isAnswer);
    },
    acceptScan: (stepId, reason) => post(`${at}/accept-scan`, { stepId, reason }, isAnswer),
    recover: plain('recovery/request'),
    backToPassword: plain('recovery/back'),
    cancel: () => post(`${at}/cancel`, {}, isAnswer),
  };
}
