import { loadConfig } from '../../runtime/config.ts';
import { createLogger } from '../../runtime/logger.ts';
import { whoAmI } from '../../worker/who-am-i.ts';

/** A process that knows nothing but the vault and its keys: prints who the sessions of a number are, as JSON. */
const config = loadConfig(process.env);
const logger = createLogger({ name: 'who-am-i', level: 'warn' });
const phone = process.argv[2] ?? '';
process.stdout.write(`${JSON.stringify(await whoAmI(config, logger, phone))}\n`);
