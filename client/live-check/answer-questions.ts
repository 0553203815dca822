import { aboutCodes } from './about-codes.ts';
import { aboutNewProcess } from './about-new-process.ts';
import { aboutSecondSend } from './about-second-send.ts';
import { type Answer, type LiveCheck, notTried, type Question, questions } from './live-check.ts';

const answers: Record<Question, (check: LiveCheck) => Answer> = {
  newProcess: aboutNewProcess,
  ...aboutCodes,
  ...aboutSecondSend,
  // No check tries these: they would cost the account something, or days.
  repeatedResend: () => notTried('takesThreeSends'),
  wrongCodeLimitAnswer: () => notTried('takesWrongCodes'),
  srpLifetimeSeconds: () => notTried('takesLong'),
  codeLifetime: () => notTried('takesLong'),
  passwordFloodDuration: () => notTried('takesFlood'),
  passwordProtected: () => notTried('cannotBeCaused'),
  errorNumbers: () => notTried('cannotBeCaused'),
  testNumbers: () => notTried('otherServers'),
};

/** Every question, with what a check has to say to it. */
export function answerQuestions(check: LiveCheck): { question: Question; answer: Answer }[] {
  return questions.map((question) => ({ question, answer: answers[question](check) }));
}
