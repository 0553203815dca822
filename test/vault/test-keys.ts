import type { KeyRing } from '../../runtime/sealing.ts';

export const vaultKeys: KeyRing = { currentId: 'v1', keys: new Map([['v1', new Uint8Array(32).fill(11)]]) };
export const payloadKeys: KeyRing = { currentId: 'p1', keys: new Map([['p1', new Uint8Array(32).fill(12)]]) };
export const idKey = new Uint8Array(32).fill(13);
