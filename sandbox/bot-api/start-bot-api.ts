import { silentLogger } from '../logger.ts';
import type { BotApiOptions } from './bot-api-options.ts';
import { ChatDriver } from './chat-driver.ts';
import { BotFaults } from './fault-list.ts';
import { startBotApiServer } from './http/bot-api-server.ts';
import { RequestLog } from './http/request-log.ts';
import { createWorld } from './state/bot-world.ts';

export interface BotApi {
  /** What stands before /botTOKEN/METHOD: grammY's `apiRoot`. */
  readonly url: string;
  /** What people do and see. */
  readonly chats: ChatDriver;
  readonly faults: BotFaults;
  /** Every call, oldest first. */
  readonly requests: RequestLog;
  close(): Promise<void>;
}

/** A Bot API server for one bot, on 127.0.0.1, with people that a test plays. Not Telegram. */
export async function startBotApi(options: BotApiOptions): Promise<BotApi> {
  const world = createWorld(options);
  const requests = new RequestLog();
  const faults = new BotFaults(() => server.drop());
  const logger = options.logger ?? silentLogger;
  const server = await startBotApiServer({ world, faults, requests, logger }, options.port ?? 0);
  return {
    url: server.url,
    chats: new ChatDriver(world),
    faults,
    requests,
    close: async () => {
      world.callbacks.close();
      await server.close();
    },
  };
}
