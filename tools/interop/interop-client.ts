import type { DriverCommand } from './run-driver.ts';

/** Where a client is installed and run. */
export interface Workplace {
  /** Kept between runs: one folder per client and version. */
  readonly cache: string;
  /** Of this run alone. */
  readonly folder: string;
  /** The sandbox's public key, PKCS#1 PEM. */
  readonly keyFile: string;
}

/** A client that was not written here. */
export interface InteropClient {
  readonly name: string;
  /** As its registry names it. */
  readonly package: string;
  readonly registry: 'PyPI' | 'npm' | 'Go modules' | 'Rust crates';
  readonly version: string;
  /** Programs of the machine that it cannot do without. */
  readonly needs: readonly string[];
  /** The first is the client's own choice. */
  readonly transports: readonly string[];
  /** The folder of its driver, where another client's will do. */
  readonly driver?: string;
  /** Only when asked for by name. */
  readonly optional?: true;
  /** In a network of its own, because the client knows Telegram's addresses and takes no others. */
  readonly ownNetwork?: true;
  /** What of `prepare` needs the network with the registries, where the client runs in another one. */
  install?(client: InteropClient, cache: string): Promise<unknown>;
  /** Installs it where that has not been done. */
  prepare(client: InteropClient, place: Workplace): Promise<DriverCommand>;
}

/** Its name on the command line and in paths. */
export function folderOf({ name }: Pick<InteropClient, 'name'>): string {
  return name.toLowerCase();
}

/** Where its driver lies under tools/interop/clients. */
export function driverFolderOf(client: InteropClient): string {
  return client.driver ?? folderOf(client);
}
