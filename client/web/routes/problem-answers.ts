import { problemSchema, PROBLEM_TYPE } from '../problem.ts';

/** What every route may answer instead, for the document. */
export const problemAnswers = {
  '4xx': { description: 'Refused', content: { [PROBLEM_TYPE]: { schema: problemSchema } } },
  '5xx': { description: 'Failed', content: { [PROBLEM_TYPE]: { schema: problemSchema } } },
};
