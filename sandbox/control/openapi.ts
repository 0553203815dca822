import { z } from 'zod';
import { botRoutes } from '../bot-api/control/bot-routes.ts';
import { routeNotes } from './route-notes.ts';
import type { RouteNote } from './route-notes.ts';

/** The control interface as OpenAPI 3.1, served as `GET /openapi.json` and kept as docs/sandbox-openapi.json. */
export function openApi(): object {
  const paths: Record<string, Record<string, object>> = {};
  const named: Record<string, object> = {};
  for (const [name, note] of Object.entries<RouteNote>({ ...routeNotes, ...botRoutes })) {
    const [method = '', path = ''] = name.split(' ');
    const template = path.replaceAll(/[A-Z]+/g, (part) => `{${part.toLowerCase()}}`);
    paths[template] = {
      ...paths[template],
      [method.toLowerCase()]: operation(name, template, note, answerOf(note, named)),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'latchkey sandbox: control interface',
      version: '1',
      description:
        'Scripts accounts and faults of a data centre for tests, and plays the people of a Bot API. Not Telegram.',
    },
    servers: [
      { url: 'http://127.0.0.1:{port}', variables: { port: { default: '4440', description: '--control PORT' } } },
    ],
    paths,
    components: {
      schemas: {
        ...named,
        Error: { type: 'object', required: ['error'], properties: { error: { type: 'string' } } },
      },
    },
  };
}

function operation(name: string, path: string, note: RouteNote, answer: object): object {
  const { summary, body, query, contentType = 'application/json' } = note;
  const parameters = [...pathParameters(path), ...queryParameters(query)];
  return {
    operationId: operationId(name),
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { content: json(schemaOf(body)) } }),
    responses: {
      200: { description: 'As asked.', content: { [contentType]: { schema: answer } } },
      400: { description: 'Says what is wrong.', content: json(error) },
      403: { description: 'The Host header names another machine than this one.', content: json(error) },
      ...(path.includes('{phone}')
        ? { 404: { description: 'No scenario for this number.', content: json(error) } }
        : {}),
      ...(path.startsWith('/bot') ? { 404: { description: 'No Bot API runs here.', content: json(error) } } : {}),
      ...(name.startsWith('GET ') || path.startsWith('/bot')
        ? {}
        : { 500: { description: 'Done, but the state file cannot be written.', content: json(error) } }),
    },
  };
}

/** `PUT /accounts/PHONE` is putAccount, `GET /accounts` getAccounts. */
function operationId(name: string): string {
  const [method = '', path = ''] = name.split(' ');
  const ofOne = path.replaceAll(/s\/[A-Z]+/g, '').replaceAll(/\/[A-Z]+/g, '');
  const words = ofOne.split(/[^a-z]+/).filter((word) => word !== '');
  const capitals = (words.length === 0 ? ['start'] : words).map(
    (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
  );
  return `${method.toLowerCase()}${capitals.join('')}`;
}

const error = { $ref: '#/components/schemas/Error' };
const phone = {
  name: 'phone',
  in: 'path',
  required: true,
  description: '7 to 15 digits, with or without + in front.',
  schema: { type: 'string' },
};

function pathParameters(path: string): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) =>
    name === 'phone' ? phone : { name, in: 'path', required: true, schema: { type: 'integer' } },
  );
}

function queryParameters(query: RouteNote['query']): object[] {
  return Object.keys(query?.shape ?? {}).map((name) => ({
    name,
    in: 'query',
    required: false,
    schema: query === undefined ? {} : schemaOf(query, 'output', name),
  }));
}

function json(schema: object): object {
  return { 'application/json': { schema } };
}

/** JSON Schema of an answer; the schemas with a name in it go to `named`, once. */
function answerOf({ answer }: RouteNote, named: Record<string, object>): object {
  // Inside of something else, for the outermost is written out even where it has a name.
  const { properties, $defs } = z.toJSONSchema(z.strictObject({ answer }), { io: 'output' });
  for (const [name, { id: _id, ...definition }] of Object.entries($defs ?? {}))
    named[name] = withReferences(definition);
  return withReferences(properties?.['answer'] ?? {});
}

function withReferences(schema: unknown): object {
  const text = JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/');
  return z.looseObject({}).parse(JSON.parse(text));
}

/** JSON Schema of what is sent; `property`: of one property of what it is read as, as numbers in a query are texts. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'input', property?: string): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
  const found = property === undefined ? rest : rest.properties?.[property];
  return typeof found === 'object' ? found : {};
}
