import type { StepKind } from '../../../domain/login-view.ts';

/** What happened in a sign-in, in order, as far as it decides whether somebody was asked in vain. */
export type Mark = { kind: 'accepted'; what: Question } | { kind: 'asked'; step: StepKind };
type Question = 'code' | 'password';

const questions: Partial<Record<StepKind, Question>> = { enterCode: 'code', enterPassword: 'password' };

/** How often the person was asked for something that the data centre had accepted already. */
export function askedTwice(marks: readonly Mark[]): number {
  const accepted = new Set<Question>();
  let count = 0;
  for (const mark of marks) {
    if (mark.kind === 'accepted') accepted.add(mark.what);
    else if (isAnswered(questions[mark.step], accepted)) count += 1;
  }
  return count;
}

function isAnswered(question: Question | undefined, accepted: ReadonlySet<Question>): boolean {
  return question !== undefined && accepted.has(question);
}
