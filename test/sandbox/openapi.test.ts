import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ dcs: [{ id: 2 }], controlPort: 0 });
});
afterAll(() => sandbox.close());

async function get(path: string): Promise<unknown> {
  return (await fetch(`${sandbox.controlUrl ?? ''}${path}`)).json();
}

const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ summary: z.string().min(1) }))),
});

test('the OpenAPI document has the requests of the control port, no more and no fewer', async () => {
  const { requests } = z.object({ requests: z.array(z.string()) }).parse(await get('/'));
  const { paths } = documentSchema.parse(await get('/openapi.json'));
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace('{phone}', 'PHONE')}`),
  );
  expect(described.toSorted()).toEqual(requests.toSorted());
});

test('a query is described by what its texts stand for', async () => {
  const { paths } = documentSchema.parse(await get('/openapi.json'));
  expect(paths['/calls']?.['get']?.['parameters']).toContainEqual({
    name: 'count',
    in: 'query',
    required: false,
    schema: { type: 'integer', exclusiveMinimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  });
});

test('a body is described by the schema that it is checked with', async () => {
  const { paths } = documentSchema.parse(await get('/openapi.json'));
  expect(JSON.stringify(paths['/accounts/{phone}']?.['put']?.['requestBody'])).toContain('"deliveries"');
  expect(JSON.stringify(paths['/faults']?.['put']?.['requestBody'])).toContain('"dropBefore"');
});
