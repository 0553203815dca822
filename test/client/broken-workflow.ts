/** A sign-in whose worker has a bug: an error that is no failure of the workflow, so Temporal tries its task for ever. */
export async function login(): Promise<void> {
  throw new TypeError('the rules fell over');
}
