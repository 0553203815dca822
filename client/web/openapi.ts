import swagger from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { ConsoleApp } from './console-app.ts';
import { schemaRegistry } from './schemas/schema-registry.ts';

const named = createJsonSchemaTransformObject({ schemaRegistry });

/** Routes without a schema are pages. */
export async function describeApi(app: ConsoleApp): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-latchkey' } } },
      security: [{ session: [] }],
      info: {
        title: 'Latchkey console',
        version: '1',
        description:
          'Sign-ins over HTTP. A session comes from a one-time link (POST /api/open) as a cookie; whatever changes something carries the token of GET /api/me as X-Latchkey-Csrf and comes from the console’s own origin.',
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: (documented) => onlyAnswers(named(documented)),
  });
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.serializer(JSON.stringify).send(app.swagger()),
  );
}

/** Every named schema is of an answer; the transformation describes each as something that is sent as well. */
function onlyAnswers(described: ReturnType<typeof named>): ReturnType<typeof named> {
  const schemas = 'components' in described ? described.components?.schemas : undefined;
  for (const name of Object.keys(schemas ?? {})) {
    if (schemas !== undefined && name.endsWith('Input')) Reflect.deleteProperty(schemas, name);
  }
  return described;
}
