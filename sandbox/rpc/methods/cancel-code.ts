import type { Api } from 'telegram/tl/index.js';
import type { Call } from '../call.ts';
import { findCode } from '../find-code.ts';
import type { Answer } from '../method.ts';
import { boolAnswer } from '../method.ts';

export function cancelCode(request: Api.auth.CancelCode, call: Call): Answer {
  findCode(request, call).issued.voided = 'cancelled';
  return boolAnswer(true);
}
