/** Since rules 2; sign-ins that version 0.1 began go on as they began, so that their histories replay. */
export function knowsWholeProtocol({ rulesVersion }: { rulesVersion: number }): boolean {
  return rulesVersion >= 2;
}
