/** What a service says at its terminal. In braces: filled in. */
export const services = {
  noEmbeddedServer:
    'TEMPORAL_ADDRESS names {address}, so no embedded server is used. Unset it to run the embedded one.',
  parts: {
    embedded: 'Temporal: the embedded server.',
    remote: 'Temporal: {address}.',
    worker: 'Worker: runs.',
    bot: 'Bot: runs.',
    noBot: 'Bot: does not run. Set BOT_TOKEN for it.',
    console: 'Console: runs, for {url}.',
    noConsole: 'Console: does not run. Set {missing} for it.',
  },
  noOperators:
    'Nobody is an operator, so the bot answers nobody. Set LATCHKEY_OPERATORS to Telegram user ids with roles, for example 4607:admin.',
  noPublicUrl:
    'LATCHKEY_PUBLIC_URL is not set, so the bot gives no links, and "latchkey start" runs no console: codes and passwords are entered on the host. Set it to the address by which browsers reach the console, for example http://127.0.0.1:8787.',
  portInUse: 'LATCHKEY_WEB_LISTEN {listen}: another program has this port. Set LATCHKEY_WEB_LISTEN.',
  keysWritten: 'Keys were written:',
  keyFile: '  {kind} key: {file}',
  keepBackup:
    'Keep a backup of them apart from this machine. Without them nobody can open the sessions again, you included.',
  temporalListens: 'Temporal listens at {address}.',
  temporalEnded: 'The Temporal server has ended by itself. Look into its log in LATCHKEY_HOME, then start again.',
  workerReady:
    'The login worker is ready. Sign a number in with "latchkey login +…" in another terminal. Ctrl-C ends it.',
  botReady: 'The bot is ready. Send it /help in Telegram.',
  consoleReady: 'The console listens for {url}. Sign in with a link of "latchkey link USER_ID".',
};
