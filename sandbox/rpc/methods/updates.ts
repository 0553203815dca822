import { Api } from 'telegram/tl/index.js';
import type { Call } from '../call.ts';

/** Nothing ever happens in a sandbox account: the state stands still. */
export function getState(_request: Api.updates.GetState, { nowMs }: Call): Api.updates.State {
  return new Api.updates.State({
    pts: 1,
    qts: 0,
    date: Math.floor(nowMs / 1000),
    seq: 1,
    unreadCount: 0,
  });
}

export function getDifference(_request: Api.updates.GetDifference, { nowMs }: Call): Api.updates.DifferenceEmpty {
  return new Api.updates.DifferenceEmpty({ date: Math.floor(nowMs / 1000), seq: 1 });
}
