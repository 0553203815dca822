/** What a service says at its terminal. In braces: filled in. */
export const services = {
  noEmbeddedServer:
    'TEMPORAL_ADDRESS names {address}, so no embedded server is used. Unset it to run the embedded one.',
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
