/** The token in an answer of the gateway, on its way to the vault and nowhere else: outcomes travel through Temporal. */
export function tokenIn(answer: object): { futureToken?: Uint8Array } {
  return 'futureToken' in answer && answer.futureToken instanceof Uint8Array ? { futureToken: answer.futureToken } : {};
}
