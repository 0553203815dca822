/** Since rules 2; sign-ins that version 0.1 began go on as they began. */
export function knowsWholeProtocol({ rulesVersion }: { rulesVersion: number }): boolean {
  return rulesVersion >= 2;
}
