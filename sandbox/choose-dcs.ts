import { ArgumentError } from './argument-error.ts';
import { StartError } from './start-error.ts';
import type { Snapshot } from './state/snapshot.ts';

export interface DcWishes {
  /** Port 0: one that is free; none: by `firstPort`. Default: those of the state file, or data centre 2. */
  readonly dcs?: readonly { readonly id: number; readonly port?: number }[];
  /** Port of the first data centre; the others take the ports after it. Default: free ports. */
  readonly firstPort?: number;
}

interface Surroundings {
  readonly controlPort?: number;
  readonly botApi?: { readonly port?: number };
  readonly stateFile?: string;
}

/** The data centres that run, and their ports (0: one that is free). Throws what cannot go together. */
export function chooseDcs(
  wishes: DcWishes & Surroundings,
  kept: Snapshot | undefined,
): { readonly id: number; readonly port: number }[] {
  const known = kept ? [...new Set([...kept.dcs, ...inUse(kept)])] : [];
  const wished = wishes.dcs ?? (known.length === 0 ? [2] : known).map((id) => ({ id }));
  if (kept) refuseLeftOut(wishes.stateFile ?? '', { kept, known, wished: wished.map(({ id }) => id) });
  const { firstPort = 0 } = wishes;
  if (firstPort + wished.length > 65_536) {
    throw new ArgumentError(
      `--port ${firstPort} leaves no ports for ${wished.length} data centres: they take the ports after it.`,
    );
  }
  const dcs = wished.map(({ id, port }: { id: number; port?: number }, at) => ({
    id,
    port: port ?? (firstPort === 0 ? 0 : firstPort + at),
  }));
  refuseSharedPort([
    ...dcs.map(({ id, port }) => ({ whose: `data centre ${id} (they take the ports from --port on)`, port })),
    { whose: '--bot-api', port: wishes.botApi?.port ?? 0 },
    { whose: '--control', port: wishes.controlPort ?? 0 },
  ]);
  return dcs;
}

/** What is kept of a data centre that does not run would be gone with the next save. */
function refuseLeftOut(file: string, { kept, known, wished }: { kept: Snapshot; known: number[]; wished: number[] }) {
  const leftOut = inUse(kept).filter((id) => !wished.includes(id));
  if (leftOut.length === 0) return;
  const wanted = [...known.filter((id) => wished.includes(id) || leftOut.includes(id)), ...wished];
  throw new StartError(
    `--state: ${file} has keys, codes or numbers of data centre ${leftOut.join(' and ')}. ` +
      `Start with --dcs ${[...new Set(wanted)].join(',')}, or name another file.`,
  );
}

/** Data centres that something kept belongs to. */
function inUse({ keys, accounts }: Snapshot): number[] {
  const ids = [
    ...keys.map(({ dc }) => dc),
    ...accounts.flatMap(({ codes, scenario: { homeDc } }) => [
      ...codes.map(({ dc }) => dc),
      ...(homeDc === undefined ? [] : [homeDc]),
    ]),
  ];
  return [...new Set(ids)].toSorted((one, other) => one - other);
}

function refuseSharedPort(uses: readonly { readonly whose: string; readonly port: number }[]): void {
  const taken = new Map<number, string>();
  for (const { whose, port } of uses.filter((use) => use.port !== 0)) {
    const first = taken.get(port);
    if (first !== undefined) throw new ArgumentError(`Port ${port} is given twice: to ${first}, and to ${whose}.`);
    taken.set(port, whose);
  }
}
