import type { DriverCommand } from './run-driver.ts';
import { prepareGo } from './prepare-go.ts';
import { prepareNode } from './prepare-node.ts';
import { preparePython, pythonWith } from './prepare-python.ts';
import { prepareRust } from './prepare-rust.ts';
import { prepareTdlib } from './prepare-tdlib.ts';

/** Where a client is installed and run. */
export interface Workplace {
  /** Kept between runs: one folder per client and version. */
  readonly cache: string;
  /** Of this run alone. */
  readonly folder: string;
  /** The sandbox's public key, PKCS#1 PEM. */
  readonly keyFile: string;
}

/** A client that was not written here. */
export interface InteropClient {
  readonly name: string;
  /** As its registry names it. */
  readonly package: string;
  readonly registry: 'PyPI' | 'npm' | 'Go modules' | 'crates.io';
  readonly version: string;
  /** Programs of the machine that it cannot do without. */
  readonly needs: readonly string[];
  /** The first is the client's own choice. */
  readonly transports: readonly string[];
  /** Only when asked for by name. */
  readonly optional?: true;
  /** In a network of its own, because the client knows Telegram's addresses and takes no others. */
  readonly ownNetwork?: true;
  /** What of `prepare` needs the network with the registries, where the client runs in another one. */
  install?(client: InteropClient, cache: string): Promise<unknown>;
  /** Installs it where that has not been done. */
  prepare(client: InteropClient, place: Workplace): Promise<DriverCommand>;
}

/** Every client, at the version that was current when the table in docs/sandbox.md was written. */
export const clients: readonly InteropClient[] = [
  {
    name: 'Telethon',
    package: 'telethon',
    registry: 'PyPI',
    version: '1.45.0',
    needs: ['python3'],
    transports: ['full', 'abridged', 'intermediate', 'obfuscated'],
    prepare: preparePython,
  },
  {
    name: 'Pyrogram',
    package: 'pyrogram',
    registry: 'PyPI',
    version: '2.0.106',
    needs: ['python3', 'openssl'],
    transports: ['abridged', 'full', 'intermediate', 'obfuscated', 'obfuscated-intermediate'],
    prepare: preparePython,
  },
  {
    name: 'kurigram',
    package: 'kurigram',
    registry: 'PyPI',
    version: '2.2.26',
    needs: ['python3', 'openssl'],
    transports: ['abridged', 'full', 'intermediate', 'padded-intermediate', 'obfuscated', 'obfuscated-intermediate'],
    prepare: preparePython,
  },
  {
    name: 'mtcute',
    package: '@mtcute/node',
    registry: 'npm',
    version: '0.30.3',
    needs: [],
    transports: ['intermediate', 'padded-intermediate', 'obfuscated', 'obfuscated-padded'],
    prepare: prepareNode,
  },
  {
    name: 'GramJS',
    package: 'telegram',
    registry: 'npm',
    version: '2.26.22',
    needs: [],
    transports: ['full', 'abridged', 'obfuscated'],
    prepare: prepareNode,
  },
  {
    name: 'gotd',
    package: 'github.com/gotd/td',
    registry: 'Go modules',
    version: '0.119.0',
    needs: ['go'],
    transports: ['intermediate', 'abridged', 'full', 'padded-intermediate'],
    prepare: prepareGo,
  },
  {
    name: 'grammers',
    package: 'grammers-client',
    registry: 'crates.io',
    version: '0.11.0',
    needs: ['cargo'],
    transports: ['full'],
    prepare: prepareRust,
  },
  {
    name: 'TDLib',
    package: 'tdjson',
    registry: 'PyPI',
    version: '1.8.69',
    needs: ['python3', 'unshare', 'ip'],
    transports: ['obfuscated-intermediate'],
    optional: true,
    ownNetwork: true,
    install: pythonWith,
    prepare: prepareTdlib,
  },
];

/** Its folder under tools/interop/clients, and its name on the command line. */
export function folderOf({ name }: Pick<InteropClient, 'name'>): string {
  return name.toLowerCase();
}
