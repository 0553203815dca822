import { z } from 'zod';
import { scenarioSchema } from '../accounts/scenario.ts';
import { settingsChangeSchema } from '../settings.ts';
import { faultsSchema } from './fault-list.ts';
import { querySchema, restartSchema } from './request-schemas.ts';

export interface RouteNote {
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodObject;
}

/** Any part of a scenario; null brings a part back to its default. */
const scenarioChangeSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(scenarioSchema.shape).map(([name, schema]) => [name, schema.nullable().optional()]),
  ),
);

/** What each request of routes.ts is for and takes: the OpenAPI document is made of this. */
export const routeNotes: Readonly<Record<string, RouteNote>> = {
  'GET /': { summary: 'Says that this is not Telegram, and lists the requests.' },
  'GET /openapi.json': { summary: 'This description.' },
  'GET /accounts': { summary: 'All scripted accounts.' },
  'PUT /accounts/PHONE': {
    summary: 'Scripts a number anew: what has happened to it is forgotten, and its authorisations end.',
    body: scenarioSchema,
  },
  'PATCH /accounts/PHONE': {
    summary: 'Changes parts of a scenario and keeps what has happened; null brings a part back to its default.',
    body: scenarioChangeSchema,
  },
  'GET /accounts/PHONE': { summary: 'Scenario, live codes and authorisations of a number.' },
  'GET /accounts/PHONE/inbox': { summary: "What the number's owner received, oldest first, with the codes." },
  'POST /accounts/PHONE/posted-in-chat': { summary: 'The owner posts the code in a chat, which voids it.' },
  'GET /calls': { summary: 'Every call that was received, and counts by number and method.', query: querySchema },
  'GET /calls/wait': {
    summary: 'The same once `count` matching calls were handled, or after `timeoutMs` (10,000).',
    query: querySchema,
  },
  'GET /faults': { summary: 'Faults that have not happened yet.' },
  'PUT /faults': { summary: 'Replaces the faults to come.', body: faultsSchema },
  'DELETE /faults': { summary: 'Clears them and lets held replies go.' },
  'POST /faults/release': { summary: 'Lets held replies go.' },
  'GET /connections': { summary: 'Connections that are open, and the most at one time.' },
  'POST /restart': {
    summary: 'Closes every connection; forgets nothing, sessions, or auth keys as well.',
    body: restartSchema,
  },
  'GET /settings': { summary: 'All settings.' },
  'PATCH /settings': { summary: 'Changes settings.', body: settingsChangeSchema },
};
