import { TlWriter } from '../tl/tl-writer.ts';
import type { Call } from './call.ts';
import { RpcError } from './rpc-error.ts';

/**
 * auth.sentCodePaymentRequired by the first layer that has each form. Source: danog/schemas; every id is the
 * CRC32 of its line there. What a client below layer 201 gets is not known: a setting.
 */
export function paymentRequired({ layer, world }: Call): Buffer {
  if (layer < 201 && world.settings.paymentBelowLayer201 === 'error') throw new RpcError(406, 'UPDATE_APP_TO_LOGIN');
  const writer = new TlWriter().id(idOf(layer)).string('sandbox').string('sandbox');
  if (layer >= 214) writer.string('support@sandbox.invalid').string('Sandbox');
  if (layer >= 225) writer.int(7);
  if (layer >= 215) writer.string('XTR').long(1n);
  return writer.bytes();
}

function idOf(layer: number): number {
  if (layer >= 225) return 0xf8827ebf;
  if (layer >= 215) return 0xe0955a3c;
  if (layer >= 214) return 0xd7a2fcf9;
  return 0xd7cef980;
}
