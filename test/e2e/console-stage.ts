import type { AddressInfo } from 'node:net';
import { issueLink, type LinkPurpose } from '../../client/access/links.ts';
import { loadOperators } from '../../client/access/operators.ts';
import { createLoginClient } from '../../client/login-client.ts';
import type { ConsoleApp } from '../../client/web/console-app.ts';
import type { ConsoleDeps } from '../../client/web/console-deps.ts';
import { createConsole } from '../../client/web/create-console.ts';
import { createLogger } from '../../runtime/logger.ts';
import { Settings } from '../../runtime/settings.ts';
import type { Stage } from '../../tools/stage/open-stage.ts';

export const ADMIN = 4607;
export const OPERATOR = 4608;
export const VIEWER = 4609;

export type ConsoleOnStage = {
  app: ConsoleApp;
  url: string;
  link: (purpose: LinkPurpose) => Promise<string>;
  close: () => Promise<void>;
};

/** The console in this process, on a real stage. */
export async function consoleOn(stage: Stage, more: Partial<ConsoleDeps> = {}): Promise<ConsoleOnStage> {
  const app = await createConsole({
    records: stage.records,
    operators: loadOperators(
      new Settings({ LATCHKEY_OPERATORS: `${ADMIN}:admin,${OPERATOR}:operator,${VIEWER}:viewer` }),
    ),
    sendsPerDay: 4,
    publicUrl: 'http://localhost',
    logger: createLogger({ name: 'web', level: 'silent' }),
    logins: (actor) =>
      createLoginClient({ temporal: stage.client, records: stage.records, telegram: false, sendsPerDay: 4, actor }),
    checkReady: async () => undefined,
    ...more,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${address.port}`;
  return {
    app,
    url,
    link: (purpose) => issueLink(stage.records, url, purpose),
    close: () => app.close(),
  };
}
