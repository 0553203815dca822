import { z } from 'zod';
import { scenarioSchema } from '../accounts/scenario.ts';
import { settingsChangeSchema } from '../settings.ts';
import { faultsSchema } from './fault-list.ts';
import * as answers from './answer-schemas.ts';
import { callsQuerySchema, restartSchema, scanSchema, waitQuerySchema } from './request-schemas.ts';

export interface RouteNote {
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodObject;
  readonly answer: z.ZodType;
  /** Of the answer; JSON where there is none. */
  readonly contentType?: string;
}

/** Any part of a scenario; null brings a part back to its default. */
const scenarioChangeSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(scenarioSchema.shape).map(([name, schema]) => [name, schema.nullable().optional()]),
  ),
);

/** What each request of routes.ts is for and takes: the OpenAPI document is made of this. */
export const routeNotes: Readonly<Record<string, RouteNote>> = {
  'GET /': { summary: 'Says that this is not Telegram, and lists the requests.', answer: answers.start },
  'GET /openapi.json': { summary: 'This description.', answer: answers.description },
  'GET /accounts': { summary: 'All scripted accounts.', answer: answers.accounts },
  'PUT /accounts/PHONE': {
    summary:
      'Scripts a number anew: what has happened to it is forgotten, and its authorisations end. The log of calls keeps ' +
      'its calls: tell new ones by `afterSeq`.',
    body: scenarioSchema,
    answer: answers.account,
  },
  'PATCH /accounts/PHONE': {
    summary: 'Changes parts of a scenario and keeps what has happened; null brings a part back to its default.',
    body: scenarioChangeSchema,
    answer: answers.account,
  },
  'DELETE /accounts/PHONE': {
    summary:
      'Forgets a number: scenario, codes and messages; its authorisations end. The log of calls keeps its calls: tell ' +
      'new ones by `afterSeq`.',
    answer: answers.forgotten,
  },
  'GET /accounts/PHONE': { summary: 'Scenario, live codes and authorisations of a number.', answer: answers.account },
  'GET /accounts/PHONE/inbox': {
    summary: "What the number's owner received, oldest first, with the codes.",
    answer: answers.inbox,
  },
  'POST /accounts/PHONE/posted-in-chat': {
    summary: 'The owner posts the code in a chat, which voids it.',
    answer: answers.voidedCodes,
  },
  'POST /accounts/PHONE/scan': {
    summary: "The owner's phone, where this account is open, scans a QR code: auth.acceptLoginToken.",
    body: scanSchema,
    answer: answers.scanned,
  },
  'GET /calls': {
    summary: 'Calls that were received, all or those that fit, and their counts by number and method.',
    query: callsQuerySchema,
    answer: answers.calls,
  },
  'GET /calls/wait': {
    summary:
      'The matching calls once `count` (1) of them were handled, those of before included, or after `timeoutMs` (10,000). ' +
      'Needs `method`, `phone` or `afterSeq`.',
    query: waitQuerySchema,
    answer: answers.awaited,
  },
  'GET /faults': {
    summary: 'Faults that have not happened yet, and the calls whose replies are held while their clients wait.',
    answer: answers.faultsAndHeld,
  },
  'PUT /faults': { summary: 'Replaces the faults to come.', body: faultsSchema, answer: answers.faults },
  'DELETE /faults': { summary: 'Clears them and lets held replies go.', answer: answers.faults },
  'POST /faults/release': {
    summary: 'Lets held replies go, and counts those that a client waits for.',
    answer: answers.released,
  },
  'GET /connections': { summary: 'Connections that are open, and the most at one time.', answer: answers.connections },
  'POST /restart': {
    summary: 'Closes every connection; forgets nothing, sessions, or auth keys as well.',
    body: restartSchema,
    answer: answers.restarted,
  },
  'GET /settings': { summary: 'All settings.', answer: answers.settings },
  'PATCH /settings': { summary: 'Changes settings.', body: settingsChangeSchema, answer: answers.settings },
};
