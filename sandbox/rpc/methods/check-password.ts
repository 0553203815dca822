import { Api } from 'telegram/tl/index.js';
import type { Account } from '../../accounts/account.ts';
import { currentVerifier } from '../../accounts/current-verifier.ts';
import type { Call } from '../call.ts';
import type { Answer } from '../method.ts';
import { RpcError } from '../rpc-error.ts';
import { signedInAccount } from '../signed-in-account.ts';
import { finishSignIn } from './sign-in.ts';

export async function checkPassword(request: Api.auth.CheckPassword, call: Call): Promise<Answer> {
  const account = signedInAccount(call);
  const { world } = call;
  const verifier = await currentVerifier(account, world);
  if (verifier === undefined) throw new RpcError(400, 'PASSWORD_EMPTY');
  const proof = request.password;
  if (!(proof instanceof Api.InputCheckPasswordSRP)) throw new RpcError(400, 'PASSWORD_HASH_INVALID');
  const outcome = account.srp.check(
    { id: BigInt(proof.srpId.toString()), a: proof.A, m1: proof.M1 },
    verifier,
    world.modExp,
    world.nowMs(),
  );
  switch (outcome) {
    case 'right':
      account.wrongPasswords = 0;
      account.voidCodes('used', world.nowMs());
      return finishSignIn(account, call);
    case 'wrong':
      countWrongPassword(account, call);
      throw new RpcError(400, 'PASSWORD_HASH_INVALID');
    case 'unknownId':
      throw new RpcError(400, 'SRP_ID_INVALID');
    case 'passwordChanged':
      throw new RpcError(400, 'SRP_PASSWORD_CHANGED');
    case 'badA':
      throw new RpcError(400, 'SRP_A_INVALID');
  }
}

function countWrongPassword(account: Account, { method, nowMs }: Call): void {
  account.wrongPasswords++;
  const beyond = account.wrongPasswords - account.scenario.wrongPasswordLimit;
  if (beyond < 0) return;
  const untilMs = nowMs + 60_000 * 2 ** beyond;
  account.floodUntilMs.set(method, untilMs);
  account.passwordFloodUntilMs = untilMs;
}
