import { z } from 'zod';
import { notAMethodName } from '../rpc/method-names.ts';
import { ControlError } from './control-error.ts';

/** Of a long list in which everything is wrong, this many are named. */
const mostIssues = 20;
const mostSuggestions = 3;

/** `what` begins the sentence that a wrong input is refused with. */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown, what: string): Output {
  const result = schema.safeParse(input, { error: inOtherWords() });
  if (result.success) return result.data;
  const { issues } = result.error;
  const more = issues.length > mostIssues ? `\n… and ${issues.length - mostIssues} more.` : '';
  throw new ControlError(`${what} cannot be taken. ${z.prettifyError({ issues: issues.slice(0, mostIssues) })}${more}`);
}

/**
 * A mistyped key is told what the valid ones are, a mistyped method which was meant, a record's key what is wrong with
 * it; the rest keeps zod's own words.
 */
function inOtherWords(): (issue: z.core.$ZodRawIssue) => string | undefined {
  let suggestions = 0;
  return (issue) => {
    switch (issue.code) {
      case 'custom':
        if (issue.params?.['wants'] !== 'methodName') return undefined;
        suggestions += 1;
        return notAMethodName(String(issue.input), { suggests: suggestions <= mostSuggestions });
      case 'invalid_key':
        return issue.issues[0]?.message;
      case 'unrecognized_keys':
        return issue.inst instanceof z.ZodObject ? unrecognized(issue.keys, issue.inst) : undefined;
      default:
        return undefined;
    }
  };
}

function unrecognized(keys: readonly string[], { shape }: z.ZodObject): string {
  const wrong = keys.map((key) => `"${key}"`).join(', ');
  return `Unrecognized key${keys.length === 1 ? '' : 's'}: ${wrong}. Valid keys: ${Object.keys(shape).join(', ')}`;
}
