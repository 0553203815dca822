import { LAYER } from 'telegram/tl/AllTLObjects.js';
import manifest from 'telegram/package.json' with { type: 'json' };

/** Which MTProto library speaks, and which layer it declares. */
export const library = { version: manifest.version, layer: LAYER };
