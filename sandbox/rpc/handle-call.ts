import type { AuthKey } from '../key-exchange/auth-key.ts';
import type { Call } from './call.ts';
import type { Access, Answer } from './method.ts';
import { methods, needsNoSignIn } from './method-table.ts';
import type { InitConnection } from './init-connection.ts';
import type { OpenedRequest } from './open-request.ts';
import { RpcError } from './rpc-error.ts';
import { scriptedRefusal } from './scripted-refusal.ts';

/** What holds for every call, then the method's own handler. Throws `RpcError`. */
export function handleCall(opened: OpenedRequest, call: Call): Answer | Promise<Answer> {
  const { sessionKey, method, account, nowMs, world } = call;
  rememberClient(sessionKey, opened);
  const refusal = account && scriptedRefusal(account, method, nowMs);
  if (refusal) throw refusal;
  const known = methods.get(method);
  checkAccess(call, known?.access ?? (needsNoSignIn(method) ? 'anyone' : 'signedIn'));
  if (known !== undefined && opened.request === undefined) {
    throw new RpcError(400, 'INPUT_FETCH_ERROR');
  }
  if (known === undefined) {
    world.logger.warn({ method, layer: call.layer }, 'method not implemented');
    throw new RpcError(400, 'METHOD_NOT_IMPLEMENTED');
  }
  return known.handle(opened.request, call);
}

/** Layer and client stay with the key (core.telegram.org/api/invoking). */
function rememberClient(key: AuthKey, { layer, init, method }: OpenedRequest): void {
  if (layer !== undefined) {
    if (layer < 1 || layer > 10_000) throw new RpcError(400, 'CONNECTION_LAYER_INVALID');
    key.layer = layer;
  }
  if (init !== undefined) {
    checkInit(init);
    key.initialised = true;
  }
  // A client binds its temporary key before it introduces itself (core.telegram.org/api/pfs).
  if (method === 'auth.bindTempAuthKey') return;
  if (!key.initialised || key.layer === undefined) throw new RpcError(400, 'CONNECTION_NOT_INITED');
}

function checkInit(init: InitConnection): void {
  if (init.apiId <= 0) throw new RpcError(400, 'CONNECTION_API_ID_INVALID');
  if (init.deviceModel === '') throw new RpcError(400, 'CONNECTION_DEVICE_MODEL_EMPTY');
  if (init.systemVersion === '') throw new RpcError(400, 'CONNECTION_SYSTEM_EMPTY');
  if (init.appVersion === '') throw new RpcError(400, 'CONNECTION_APP_VERSION_EMPTY');
}

/** 401 for what a key may not call; while a password is awaited the error says so (telegram-sign-in 5.4). */
function checkAccess({ key, sessionKey }: Call, access: Access): void {
  if (access === 'anyone') return;
  if (sessionKey.expiresAtMs !== undefined && sessionKey.permanent === undefined) {
    throw new RpcError(401, 'AUTH_KEY_PERM_EMPTY');
  }
  const { kind } = key.authorization;
  if (kind === 'none') throw new RpcError(401, 'AUTH_KEY_UNREGISTERED');
  if (kind === 'passwordPending' && access === 'signedIn') throw new RpcError(401, 'SESSION_PASSWORD_NEEDED');
}
