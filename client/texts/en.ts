/** All that is said to people, in English. `Texts` is its shape: another language has the same parts, complete. */
export { bot, botCommands } from './en/bot.ts';
export { cli } from './en/cli.ts';
export { client } from './en/client.ts';
export { consoleTexts as console } from './en/console.ts';
export { liveCheck } from './en/live-check.ts';
export { login } from './en/login.ts';
export { srp } from './en/srp.ts';
