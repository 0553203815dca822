import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { viewPrinter } from '../../client/cli/print-view.ts';
import { describeView } from '../../client/texts/describe-view.ts';
import { allSteps, viewWith } from './views.ts';

it('the command line says by which option a second session is made or an ended one begun again; views speak of options to nobody', () => {
  const printed: string[] = [];
  const context = {
    env: {},
    actor: 'cli:test',
    stdin: new PassThrough(),
    interactive: false,
    print: (line: string) => void printed.push(line),
    note: () => undefined,
    signal: new AbortController().signal,
    exitWith: () => undefined,
  };
  viewPrinter(context, { json: false, phone: '+4915112349999' })(
    viewWith({ kind: 'failed', why: { code: 'ALREADY_SIGNED_IN' } }),
  );
  expect(printed.join('\n')).toContain('latchkey login +4915112349999 --again');
  viewPrinter(context, { json: false, phone: '+4915112349999' })(
    viewWith({ kind: 'failed', why: { code: 'OWNER_ENDED_SESSION' } }),
  );
  expect(printed.join('\n')).toContain('latchkey login +4915112349999 --reason');
  for (const step of allSteps(0)) {
    const { headline, lines } = describeView(viewWith(step), 0, { times: 'relative' });
    // Enrolment is done on the host, wherever one reads of it.
    const said = [headline, ...lines].join('\n').replaceAll(/"latchkey numbers add[^"]*"/gu, '');
    expect(said).not.toMatch(/--[a-z]|latchkey [a-z]/u);
  }
});

it('the command line gives no hints to who is asked by prompts, while the sign-in goes on', () => {
  const printed: string[] = [];
  const context = {
    env: {},
    actor: 'cli:test',
    stdin: new PassThrough(),
    interactive: true,
    print: (line: string) => void printed.push(line),
    note: () => undefined,
    signal: new AbortController().signal,
    exitWith: () => undefined,
  };
  const printView = viewPrinter(context, { json: false, phone: '+4915112349999', attended: true });
  printView(viewWith({ kind: 'chooseRecovery', deadlineAtMs: 0 }));
  expect(printed.join('\n')).not.toContain('latchkey');
  printView({ ...viewWith({ kind: 'failed', why: { code: 'ALREADY_SIGNED_IN' } }), version: 4, ended: true });
  expect(printed.join('\n')).toContain('latchkey login +4915112349999 --again');
});
