import { z } from 'zod';

/** Schemas with a name of their own in the OpenAPI document. Not zod's global registry: the sandbox has names there. */
export const schemaRegistry = z.registry<{ id: string }>();
