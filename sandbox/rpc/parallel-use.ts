import type { AuthKey } from '../key-exchange/auth-key.ts';
import type { Connection } from '../message-layer/connection.ts';

interface Use {
  newest: Connection | undefined;
  /** Connections from which the key moved on while they stayed open. */
  readonly left: WeakSet<Connection>;
  readonly inFlight: Map<Connection, number>;
}

const uses = new WeakMap<AuthKey, Use>();

/**
 * Notes a request and tells whether the key is used over two connections in parallel: another
 * open connection has a request in flight, or had taken over from this one. A second
 * connection that merely takes over, with the first one silent, is no parallel use.
 * Source: core.telegram.org/api/errors, AUTH_KEY_DUPLICATED; telegram-sign-in 5.5.
 */
export function beginUse(key: AuthKey, connection: Connection): { parallel: boolean; end: () => void } {
  const use = useOf(key);
  const { newest } = use;
  const otherIsOpen = newest !== undefined && newest !== connection && newest.isOpen;
  const otherWaits = [...use.inFlight.keys()].some((other) => other !== connection && other.isOpen);
  const parallel = otherWaits || (otherIsOpen && use.left.has(connection));
  if (otherIsOpen) use.left.add(newest);
  use.newest = connection;
  use.inFlight.set(connection, (use.inFlight.get(connection) ?? 0) + 1);
  return {
    parallel,
    end() {
      const left = (use.inFlight.get(connection) ?? 1) - 1;
      if (left > 0) use.inFlight.set(connection, left);
      else use.inFlight.delete(connection);
    },
  };
}

function useOf(key: AuthKey): Use {
  const use: Use = uses.get(key) ?? { newest: undefined, left: new WeakSet(), inFlight: new Map() };
  uses.set(key, use);
  return use;
}
