import { CancellationScope, condition } from '@temporalio/workflow';
import type { NumberedAudit, Publication } from '../contracts/login-activities.ts';
import { decide } from '../domain/decide.ts';
import type { AuditEntry, Decision } from '../domain/decision.ts';
import type { ChallengeOutcome, LoginEvent } from '../domain/login-event.ts';
import { callUnderWay, type LoginState } from '../domain/login-state.ts';
import type { LoginView } from '../domain/login-view.ts';
import { viewOf } from '../domain/view-of.ts';
import { perform } from './perform.ts';
import { publishView } from './activity-groups.ts';

/** The state of one run and the only place where it changes. */
export class LoginRun {
  state: LoginState;
  /** Numbers the audit of one sign-in, over all its runs. */
  auditCount: number;
  /** Challenges on their way to whoever asked; never part of the state. */
  readonly challenges = new Map<string, ChallengeOutcome>();
  /** The waits for a scan that are under way, by effect. */
  readonly scans = new Map<string, CancellationScope>();
  private audit: NumberedAudit[] = [];
  private publishedVersion = -1;
  private carriedVersion = -1;
  private publishing = false;

  constructor(state: LoginState, auditCount = 0) {
    this.state = state;
    this.auditCount = auditCount;
    this.publishedVersion = state.version === 0 ? -1 : state.version;
  }

  /** Event in, rules, effects out. */
  apply(event: LoginEvent): Decision {
    const nowMs = Date.now();
    const decided = decide(this.state, event, nowMs);
    this.state = decided.state;
    for (const entry of decided.audit) {
      this.audit.push({ ...entry, n: this.nextAuditNumber(), atMs: nowMs });
    }
    // A cancel of the whole workflow is an event like others: calls and views go on until the rules end them.
    for (const effect of decided.effects) void CancellationScope.nonCancellable(() => perform(this, effect));
    void CancellationScope.nonCancellable(() => this.publish());
    return decided;
  }

  view(): LoginView {
    return viewOf(this.state, Date.now());
  }

  publication(): Publication {
    return { view: this.view(), audit: [...this.audit] };
  }

  /** A call takes its view along: that version needs no publication of its own. Its audit is written once more later. */
  carried({ view }: Publication): void {
    this.carriedVersion = view.version;
  }

  /** An audit entry beside the rules: somebody joined. */
  note(entry: AuditEntry): void {
    this.audit.push({ ...entry, n: this.nextAuditNumber(), atMs: Date.now() });
    void CancellationScope.nonCancellable(() => this.publish());
  }

  async settled(): Promise<void> {
    await condition(() => this.state.phase.name !== 'new' && !callUnderWay(this.state));
  }

  async drained(): Promise<void> {
    await condition(() => this.isDrained());
  }

  /** One publication under way, the latest view wins. Views of a call under way go out with the call itself. */
  private async publish(): Promise<void> {
    if (this.publishing) return;
    this.publishing = true;
    while (!this.isPublished()) {
      const publication = this.publication();
      await publishView(publication);
      this.publishedVersion = publication.view.version;
      const last = publication.audit.at(-1)?.n ?? 0;
      this.audit = this.audit.filter((entry) => entry.n > last);
    }
    this.publishing = false;
  }

  /** Nothing of this run is missing in the records, a call under way or not. */
  isDrained(): boolean {
    return !this.publishing && this.publishedVersion >= this.state.version && this.audit.length === 0;
  }

  /** Views of a call under way go out with the call itself, unless something happened since. */
  private isPublished(): boolean {
    if (callUnderWay(this.state)) return Math.max(this.carriedVersion, this.publishedVersion) >= this.state.version;
    return this.publishedVersion >= this.state.version && this.audit.length === 0;
  }

  private nextAuditNumber(): number {
    this.auditCount += 1;
    return this.auditCount;
  }
}
