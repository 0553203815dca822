import { failures, isFailureCode } from '../../domain/failures.ts';
import { type TelegramErrorEntry, telegramErrors } from '../../domain/telegram-errors.ts';
import { errorNotes } from './error-notes.ts';
import { failureNotes } from './failure-notes.ts';

const introduction = `# Failures

Made by \`npm run docs\` from the catalogues in \`domain/\` and the notes in \`tools/docs/\`; a test compares it with both.

A person's mistake (a wrong code, a wrong password, a choice that came too late) is no failure: the sign-in asks again. What
stands here ended a sign-in, kept it from starting, or stopped a process.`;

const reactions = `# Errors of Telegram

Telegram's errors as \`TelegramError.name\` has them: \`X\` stands for a number or a text. Telegram changes the HTTP-like
numbers; the names are what counts. An error that is not listed is shown as it came and judged by its number: 500, −503 and
numbers that nobody knows as \`same\`, 420 with a number of seconds as \`wait\`, everything else as \`terminal\`.
\`test/refusals/refusals.md\` lists what a person sees after each error at each call.

Some steps have an answer of their own: a wrong code or password is asked for again, PHONE_CODE_EXPIRED asks for a fresh code
once by itself and offers it after that, SEND_CODE_UNAVAILABLE leaves the code that is out, SESSION_PASSWORD_NEEDED asks for
the password, PASSWORD_EMPTY asks for the code again, and PHONE_MIGRATE_X and NETWORK_MIGRATE_X at \`auth.sendCode\` move to
the data centre named. Everywhere else the reaction decides:

- \`wait\`: a wait that the view shows and a person can end, as long as Telegram says, or 24 hours where it says nothing. Up
  to 15 minutes the call then goes on by itself if somebody was around lately; after that, and after three waits in a row, it is offered.
- \`same\`: \`auth.sendCode\` is made again after 1, 2 and 4 seconds, then given up; a resend is put off; a person whose code or
  password was not checked is told so. With 500, −503 or an unknown number Telegram may have sent all the same: then the send
  counts, the next one waits a minute, and a resend is taken as lost
  ([why](decisions/trouble-inside-telegram-counts-as-sent.md)).
- \`restart\`, \`relogin\`: the same at \`auth.sendCode\`; later a fresh code is offered.
- \`refetch\`: the password is asked for again with a fresh challenge.
- \`ask\`, \`migrate\`, \`continue\`, \`terminal\`, \`operator\`, \`bug\`: the sign-in ends with TELEGRAM_REFUSED and shows the error.`;

/** docs/failures.md, whole. */
export function failuresPage(): string {
  return [
    introduction,
    '## How a sign-in fails',
    ...Object.entries(failures).map(
      ([code, { what, doNext }]) => `### ${code}\n\n${what} ${doNext}\n\n${noteOn(code)}`,
    ),
    '# Errors of commands and processes',
    ...errorNotes.flatMap(({ title, about, notes }) => [
      `## ${title}\n\n${about}`,
      ...Object.entries(notes).map(([code, note]) => `### ${code}\n\n${note}`),
    ]),
    reactions,
    '## The errors',
    ...Object.entries<TelegramErrorEntry>(telegramErrors).map(([name, entry]) => telegramError(name, entry)),
  ]
    .join('\n\n')
    .concat('\n');
}

function noteOn(code: string): string {
  return isFailureCode(code) ? failureNotes[code] : '';
}

function telegramError(name: string, { code, meaning, doNext, reaction, source }: TelegramErrorEntry): string {
  const numbers = [code].flat().join(', ');
  const from = source.startsWith('https://') ? `<${source}>` : source;
  return `### ${name}\n\n${meaning} ${doNext}\n\nReaction \`${reaction}\`${numbers === '' ? '' : `, code ${numbers}`}. Source: ${from}.`;
}
