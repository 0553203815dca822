import { describe, expect, it } from 'vitest';
import { repositoryFiles, textOf } from './repository-files.ts';
import { sentencesIn } from './sentences-in.ts';

/** Help, and the description of the HTTP interface: documents. */
const describesSomething =
  /\.(?:description|summary|argument|option|requiredOption|addHelpText)\([^()]*$|description:\s*$|const \w+Help = $/u;

/** No person reads them: Temporal repeats the first, the second is a mistake of whoever calls. */
const forNobody = ['The view is not there yet.', 'The table is empty.'];

const sources = repositoryFiles().filter((path) => /^(?:client|bin)\/(?!texts\/en\/).*\.ts$/u.test(path));

describe('sentences', () => {
  it('are found in every kind of string', () => {
    const source = [
      "const a = 'It is one.';",
      '// It\'s none: "In a comment."',
      'const b = "Is it one?";',
      'const c = `One of ${many} is:`;',
      "const d = ['In a list of', 'Word.', 'no capital.', ' But this one is.'];",
      "command.description('Says what it does.');",
    ].join('\n');
    const found = sentencesIn(source);
    expect(found.map(({ line, text }) => `${line} ${text}`)).toEqual([
      '1 It is one.',
      '3 Is it one?',
      '4 One of ${many} is:',
      '5 But this one is.',
      '6 Says what it does.',
    ]);
    expect(found.filter(({ before }) => describesSomething.test(before)).map(({ line }) => line)).toEqual([6]);
  });

  it('stand in client/texts/en, where a language is whole', () => {
    const stray = sources.flatMap((path) =>
      sentencesIn(textOf(path))
        .filter(({ text, before }) => !describesSomething.test(before) && !forNobody.includes(text))
        .map(({ line, text }) => `${path}:${line} ${text}`),
    );
    expect(stray).toEqual([]);
    expect(sources.flatMap((path) => sentencesIn(textOf(path))).length).toBeGreaterThan(forNobody.length);
  });
});
