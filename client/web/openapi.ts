import swagger from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { ConsoleApp } from './console-app.ts';
import { schemaRegistry } from './schemas/schema-registry.ts';

/** Routes without a schema are pages. */
export async function describeApi(app: ConsoleApp): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Latchkey console',
        version: '1',
        description:
          'Sign-ins over HTTP. A session comes from a one-time link (POST /api/open) as a cookie; whatever changes something carries the token of GET /api/me as X-Latchkey-Csrf and comes from the console’s own origin.',
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  });
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.serializer(JSON.stringify).send(app.swagger()),
  );
}
