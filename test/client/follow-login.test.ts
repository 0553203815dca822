import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CommandContext } from '../../client/cli/command-context.ts';
import { followLogin } from '../../client/cli/follow-login.ts';
import { viewPrinter } from '../../client/cli/print-view.ts';
import { type LoginRig, openLoginRig } from './login-rig.ts';

let rig: LoginRig;

beforeAll(async () => {
  rig = await openLoginRig();
});
afterAll(async () => {
  await rig.close();
});

function contextWith(
  stdin: PassThrough,
  signal = new AbortController().signal,
): CommandContext & { printed: string[]; noted: string[] } {
  const printed: string[] = [];
  const noted: string[] = [];
  return {
    printed,
    noted,
    env: {},
    actor: 'cli:test',
    stdin,
    interactive: false,
    print: (line) => void printed.push(line),
    note: (line) => void noted.push(line),
    signal,
    exitWith: () => undefined,
  };
}

async function started(phone: string) {
  const { numberId } = await rig.records.enrol({ phone, label: 'Support', owner: 'Ana', actor: 'cli:test' });
  const { view } = await rig.logins.start(numberId);
  return { numberId, view };
}

it('takes a line of stdin for each question, prints each view, and stops where stdin ends', async () => {
  await rig.withWorker(async () => {
    const { view } = await started('+4915123450101');
    const stdin = new PassThrough();
    const context = contextWith(stdin);
    stdin.end('543\n54321\n12345\n');
    const last = await followLogin(rig.logins, view, context, viewPrinter(context, { json: true, phone: '+…' }));
    expect(last.step.kind).toBe('enterPassword');
    expect(context.noted).toEqual([
      'The code has 5 digits, and 3 were typed. It was not sent to Telegram; type it again.',
    ]);
    expect(context.printed.map((line): unknown => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ refusal: { code: 'CODE_WRONG_LENGTH', expected: 5, received: 3 } }),
    );
    const steps = context.printed.map((line): unknown => JSON.parse(line));
    expect(steps[0]).toMatchObject({ step: { kind: 'enterCode' } });
    expect(steps.at(-1)).toMatchObject({ step: { kind: 'enterPassword' } });
    expect(context.printed.join('\n')).not.toMatch(/54321|12345(?!\d{4})/u);
  });
});

it('ends with the sign-in, whoever ended it', async () => {
  await rig.withWorker(async () => {
    const { numberId, view } = await started('+4915123450102');
    const context = contextWith(new PassThrough());
    const following = followLogin(rig.logins, view, context, viewPrinter(context, { json: false, phone: '+…' }));
    await rig.logins.cancel(numberId);
    expect((await following).step).toEqual({ kind: 'cancelled', reason: 'person' });
    expect(context.printed).toContain('Sign-in cancelled');
  });
});

it('stops with the signal and leaves the sign-in running', async () => {
  await rig.withWorker(async () => {
    const { numberId, view } = await started('+4915123450103');
    const controller = new AbortController();
    const context = contextWith(new PassThrough(), controller.signal);
    const following = followLogin(rig.logins, view, context, () => undefined);
    setTimeout(() => controller.abort(new Error('gone')), 50);
    await expect(following).rejects.toThrow('gone');
    expect(await rig.logins.describe(numberId)).toEqual({ state: 'running' });
  });
});
