/** The configuration is missing something or says something impossible. The message tells what, and what to do; never a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
