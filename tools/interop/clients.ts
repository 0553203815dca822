import { prepareGo } from './prepare-go.ts';
import { prepareNode } from './prepare-node.ts';
import { preparePython, pythonWith } from './prepare-python.ts';
import { prepareRust } from './prepare-rust.ts';
import { prepareTdlib } from './prepare-tdlib.ts';
import type { InteropClient } from './interop-client.ts';

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
    driver: 'pyrogram',
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
    // Not its padded-intermediate: it takes up to 3 bytes of padding off, and the specification allows 15.
    transports: ['intermediate', 'abridged', 'full'],
    prepare: prepareGo,
  },
  {
    name: 'grammers',
    package: 'grammers-client',
    registry: 'Rust crates',
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
