import { buildAssets } from '../pages/assets.ts';
import { shell } from '../pages/shell.ts';
import { ProblemError } from '../problem.ts';
import type { ConsoleApp } from '../console-app.ts';

const paths = ['/', '/open', '/logins', '/logins/:numberId', '/numbers', '/audit', '/api-docs'];
/** Names change with content. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The pages themselves. They hold nothing: what they show is asked for over the interface, with a session. */
export async function addPages(app: ConsoleApp): Promise<void> {
  const assets = await buildAssets();
  for (const path of paths) {
    app.get(path, { schema: { hide: true } }, async (_request, reply) =>
      reply.type('text/html; charset=utf-8').serializer(String).send(shell(assets, reply.cspNonce)),
    );
  }
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const isPage = (request.headers.accept ?? '').includes('text/html') && !request.url.startsWith('/api/');
    if (!isPage) throw new ProblemError('NOT_FOUND');
    return reply.code(404).type('text/html; charset=utf-8').serializer(String).send(shell(assets, reply.cspNonce));
  });
  // Browsers ask for one whatever a page says.
  app.get('/favicon.ico', { schema: { hide: true } }, async (_request, reply) => reply.code(204).send());
  for (const { path, type, content } of Object.values(assets)) {
    app.get(path, { schema: { hide: true } }, async (_request, reply) => {
      // A script in a worker obeys the policy of its own answer: the one that sees passwords may ask nobody.
      if (path === assets.worker.path) reply.header('content-security-policy', "default-src 'none'");
      return reply.header('cache-control', FOR_EVER).type(type).serializer(String).send(content);
    });
  }
}
