import { Logger, LogLevel } from 'telegram/extensions/Logger.js';

/** GramJS prints what it sends and receives; nothing of that may reach a log. */
export const silentLogger = new Logger(LogLevel.NONE);
