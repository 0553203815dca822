/** What everybody reads first. */
export const firstLines: readonly string[] = [
  'Latchkey, played on a data centre of its own. This is not Telegram: accounts, codes and messages are made up.',
  'Nothing leaves this machine; at the first run the program of the Temporal server is fetched, once.',
];
