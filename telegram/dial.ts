import type { DcAddress } from './dc-addresses.ts';
import { withDeadline } from './deadline.ts';
import type { CallOptions, OpenFailure } from './gateway.ts';
import { Transport } from './transport.ts';

/** Dials a data centre once. The socket dies with the signal, or when dialling takes longer than the deadline. */
export async function dial(address: DcAddress, { deadlineMs, signal }: CallOptions): Promise<Transport | OpenFailure> {
  if (signal?.aborted === true) return unreachable(address, 'the connection was closed before it was dialled');
  const transport = new Transport(address);
  const { singleUseSocket } = transport;
  let reason: string | undefined;
  const giveUp = (why: string) => {
    reason = why;
    singleUseSocket.destroy();
  };
  const abort = () => giveUp('the connection was closed while it was dialled');
  signal?.addEventListener('abort', abort, { once: true });
  try {
    await withDeadline(transport.connect(), deadlineMs, () => giveUp(`no answer within ${deadlineMs} ms`));
    return transport;
  } catch (error) {
    return unreachable(address, reason ?? systemReason(error));
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

export function unreachable({ id, host, port }: DcAddress, reason: string): OpenFailure {
  return {
    kind: 'failed',
    code: 'DC_UNREACHABLE',
    reason: `Data centre ${id} at ${host}:${port} cannot be reached: ${reason}. Check the network and TELEGRAM_DC.`,
  };
}

function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return 'the connection failed';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
