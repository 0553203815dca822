import { ConfigError } from '../../runtime/config-error.ts';

/** Another process asks for the updates of the same bot: Telegram gives them to whoever asked last. */
export class RivalError extends ConfigError {}
