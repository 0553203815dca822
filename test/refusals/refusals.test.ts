import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoginView } from '../../domain/login-view.ts';
import { telegramErrorEntry } from '../../domain/telegram-errors.ts';
import { reactionToUnknown } from '../../domain/telegram-errors/server-trouble.ts';
import { describeView } from '../../client/texts/describe-view.ts';
import { createGateway } from '../../telegram/gramjs-gateway.ts';
import { parseRpcError } from '../../telegram/rpc-error.ts';
import type { Play } from '../domain/play.ts';
import { GatewayBench } from '../suites/gateway-bench.ts';
import { gramjsNewPassword } from '../telegram/gramjs-new-password.ts';
import { gramjsProof } from '../telegram/gramjs-proof.ts';
import { callOf, deliveriesFor, methods } from './methods.ts';
import { pairs } from './refusal-table.ts';
import { signInUntil } from './sign-in-until.ts';
import { whatIsSeen } from './what-is-seen.ts';

/** Telegram names another data centre: the activity goes there, and the rules never hear of it. */
const moves = pairs.filter(({ sees }) => sees === 'moves');
const password = 'correct horse';

describe('every error of Telegram at every call of a sign-in', () => {
  let bench: GatewayBench;
  beforeAll(async () => {
    bench = await GatewayBench.start({ createGateway, prove: gramjsProof, newPassword: gramjsNewPassword });
  });
  afterAll(async () => bench.stop());

  it('stands in the table for each call', () => {
    for (const method of methods) expect(pairs.filter((pair) => pair.method === method).length).toBeGreaterThan(25);
    expect(moves.map(({ raw }) => raw)).toEqual(['PHONE_MIGRATE_4', 'NETWORK_MIGRATE_4']);
  });

  it.each(pairs)('$method answers $code $raw: $sees', async ({ method, raw, code, reaction, sees }) => {
    const phone = bench.number({
      deliveries: deliveriesFor(method),
      password2fa: { password },
      errors: [{ method: callOf(method), code, message: raw }],
    });
    const connection = await bench.connect();
    const owner = { phone, code: () => bench.code(phone), password };
    const play = await signInUntil(method, connection, owner);
    await connection.close();
    const error = parseRpcError(code, raw);
    expect(telegramErrorEntry(error.name)?.reaction ?? reactionToUnknown(error)).toBe(reaction);
    if (sees === 'moves') {
      expect(error.name).toMatch(/_MIGRATE_X$/u);
      return;
    }
    expect(whatIsSeen(afterClosing(play), play.nowMs)).toBe(sees);
    expect(bench.count(callOf(method), phone)).toBe(1);
    if (sees.startsWith('failed')) {
      const { lines } = describeView(play.view, play.nowMs, { times: 'relative' });
      expect(lines.join(' ')).toContain(raw);
    }
  });
});

/** A code or a session that is out is ended first; that goes well here. */
function afterClosing(play: Play): LoginView {
  if (play.phase.name === 'closing') play.answer('closingAnswered', { kind: 'done' });
  return play.view;
}
