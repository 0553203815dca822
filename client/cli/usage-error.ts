/** The command line cannot be understood: exit code 2. The message quotes nothing that may be a secret. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
