import { z } from 'zod';

/** As `numberIdOf` makes them: no phone number passes for one. */
export const numberIdParams = z.strictObject({ numberId: z.string().regex(/^[0-9a-hjkmnp-tv-z]{20}$/u) });
