import type { Account } from '../accounts/account.ts';
import type { InboxEntry } from '../accounts/inbox.ts';
import { phoneSchema } from '../accounts/phone.ts';
import { scenarioSchema } from '../accounts/scenario.ts';
import type { Scenario, ScenarioInput } from '../accounts/scenario.ts';
import type { DataCentre } from '../data-centre.ts';
import { acceptLoginToken } from '../accounts/accept-login-token.ts';
import { settingsChangeSchema, settingsSchema } from '../settings.ts';
import type { SandboxSettings, SettingsChange } from '../settings.ts';
import type { World } from '../world.ts';
import { ControlError } from './control-error.ts';
import { parseInput } from './parse-input.ts';
import type { CallEntry, CallFilter, CallWait } from './call-log.ts';
import { faultsSchema } from './fault-list.ts';
import { scanSchema } from './request-schemas.ts';
import type { AnyFault, FaultInput } from './fault-list.ts';

export interface AccountState {
  readonly phone: string;
  readonly userId: number;
  readonly scenario: Scenario;
  readonly sendsInLast24Hours: number;
  readonly liveCodes: number;
  /** Keys that are signed in or wait for the password. */
  readonly authorizations: readonly {
    readonly dc: number;
    readonly authKeyId: string;
    readonly state: 'signedIn' | 'passwordPending';
    readonly sinceMs: number;
  }[];
}

export type ScenarioChange = { [Part in keyof ScenarioInput]?: ScenarioInput[Part] | null };

/** What a restart forgets: nothing, MTProto sessions, or auth keys as well (clients then get -404). */
export type Forget = 'nothing' | 'sessions' | 'keys';

/** The control interface in the same process; HTTP offers the same calls. */
export class SandboxControl {
  private readonly world: World;
  private readonly dcs: readonly DataCentre[];

  constructor(world: World, dcs: readonly DataCentre[]) {
    this.world = world;
    this.dcs = dcs;
  }

  /**
   * Scripts a number anew: what happened to it is forgotten and its authorisations end. The log of calls keeps its calls:
   * `afterSeq` tells new ones apart.
   */
  putAccount(phone: string, scenario: ScenarioInput = {}): AccountState {
    const parsed = this.checked(scenario);
    return this.state(this.begin(this.world.accounts.put(checkedPhone(phone), parsed)));
  }

  /**
   * Changes parts of a scenario and keeps what has happened; null brings a part back to its
   * default. Scripted errors and floods count from here.
   */
  changeAccount(phone: string, change: ScenarioChange): AccountState {
    const account = this.find(phone);
    const merged = Object.entries({ ...account.scenario, ...change });
    if ('password2fa' in change) account.replacedPassword = undefined;
    const given = Object.fromEntries(merged.filter(([key, value]) => value !== null || key === 'loginsPerDay'));
    account.rescript(this.checked(given));
    return this.state(this.begin(account));
  }

  /** Forgets a number: its scenario, codes and messages, and its authorisations end. The log of calls keeps its calls. */
  deleteAccount(phone: string): string {
    const account = this.find(phone);
    this.world.accounts.forget(account.phone);
    return account.phone;
  }

  account(phone: string): AccountState {
    return this.state(this.find(phone));
  }

  accounts(): AccountState[] {
    return this.world.accounts.all().map((account) => this.state(account));
  }

  /** What the number's owner received, oldest first. */
  inbox(phone: string): readonly InboxEntry[] {
    return [...this.find(phone).inbox];
  }

  /** The owner posts the code in a chat, and Telegram voids it. Returns how many codes that ended. */
  postedInChat(phone: string): number {
    return this.find(phone).voidCodes('postedInChat', this.world.nowMs());
  }

  /** The owner scans a QR code with a phone where this account is open. `link`: what the QR code says. */
  scan(phone: string, link: string): string {
    const account = this.find(phone);
    const { token } = parseInput(scanSchema, { link }, 'The scan');
    if (!account.scenario.authorizedElsewhere) {
      throw new ControlError('This account is open on no device that could scan. Set authorizedElsewhere to true.');
    }
    const refusal = acceptLoginToken(this.world, account, token);
    if (refusal !== undefined) throw new ControlError(`The phone is told ${refusal}.`);
    return account.phone;
  }

  /** Calls that fit the filter, oldest first, and how many there were of each number and method. */
  calls(filter: CallFilter = {}): {
    calls: CallEntry[];
    counts: Record<string, Record<string, number>>;
  } {
    return { calls: this.world.calls.list(digits(filter)), counts: this.world.calls.counts(digits(filter)) };
  }

  /** Resolves when `count` matching calls were handled, or with fewer when the time is up. */
  waitForCalls(wait: CallWait): Promise<CallEntry[]> {
    return this.world.calls.wait(digits(wait));
  }

  setFaults(faults: readonly FaultInput[]): readonly AnyFault[] {
    this.world.faults.set(parseInput(faultsSchema, faults, 'The list of faults'));
    return this.faults();
  }

  /** Faults that have not happened yet. */
  faults(): readonly AnyFault[] {
    return this.world.faults.list();
  }

  /** Calls whose replies `holdReply` holds, while their clients wait. */
  heldReplies(): readonly CallEntry[] {
    return this.world.faults.held();
  }

  clearFaults(): void {
    this.world.faults.set([]);
    this.releaseReplies();
  }

  /** Lets replies go that `holdReply` holds. Returns how many a client waited for. */
  releaseReplies(): number {
    return this.world.faults.release();
  }

  connections(): { open: number; peak: number; dcs: { dc: number; open: number; peak: number }[] } {
    const dcs = this.dcs.map(({ id, connections, peakConnections }) => ({
      dc: id,
      open: connections.size,
      peak: peakConnections,
    }));
    return {
      open: dcs.reduce((sum, { open }) => sum + open, 0),
      peak: dcs.reduce((sum, { peak }) => sum + peak, 0),
      dcs,
    };
  }

  /** Closes every connection, as a restart of the data centres does. */
  restart(forget: Forget = 'nothing'): void {
    for (const dc of this.dcs) {
      dc.dropConnections();
      if (forget === 'keys') dc.keys.clear();
      if (forget !== 'nothing') for (const key of dc.keys.all()) key.sessions.clear();
    }
  }

  /** Where state is kept: resolves when everything up to now is in the file. */
  async save(): Promise<void> {
    await this.world.save?.();
  }

  settings(): SandboxSettings {
    return this.world.settings;
  }

  changeSettings(change: SettingsChange): SandboxSettings {
    parseInput(settingsChangeSchema, change, 'The settings');
    this.world.settings = settingsSchema.parse({ ...this.world.settings, ...change });
    return this.world.settings;
  }

  private checked(scenario: object): Scenario {
    const parsed = parseInput(scenarioSchema, scenario, 'The scenario');
    const running = this.dcs.map(({ id }) => id);
    if (parsed.homeDc === undefined || running.includes(parsed.homeDc)) return parsed;
    const wanted = [...running, parsed.homeDc].join(',');
    throw new ControlError(
      `No data centre ${parsed.homeDc} runs here for homeDc, only ${running.join(', ')}. ` +
        `Start the sandbox with --dcs ${wanted}.`,
    );
  }

  private begin(account: Account): Account {
    const { password2fa } = account.scenario;
    // Derived ahead of the first sign-in, which then does not wait for it.
    if (password2fa) void this.world.verifiers(password2fa.password);
    return account;
  }

  private find(phone: string): Account {
    const account = this.world.accounts.find(checkedPhone(phone));
    if (account) return account;
    throw new ControlError('No scenario for this number. Send PUT /accounts/PHONE first.', 404);
  }

  private state(account: Account): AccountState {
    const nowMs = this.world.nowMs();
    return {
      phone: account.phone,
      userId: account.userId,
      scenario: account.scenario,
      sendsInLast24Hours: account.sendsAtMs.filter((atMs) => nowMs - atMs < 86_400_000).length,
      liveCodes: account.liveCodes(nowMs).length,
      authorizations: [...account.keys].flatMap(({ authorization, dcId, id }) =>
        authorization.kind === 'none'
          ? []
          : [{ dc: dcId, authKeyId: id, state: authorization.kind, sinceMs: authorization.sinceMs }],
      ),
    };
  }
}

function checkedPhone(phone: string): string {
  const { success, data } = phoneSchema.safeParse(phone);
  if (success) return data;
  throw new ControlError('A phone number has 7 to 15 digits, with or without + in front.');
}

function digits<Filter extends CallFilter>(filter: Filter): Filter {
  return filter.phone === undefined ? filter : { ...filter, phone: checkedPhone(filter.phone) };
}
