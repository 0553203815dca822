import type { LoginView, StepKind } from '../../domain/login-view.ts';
import type { Records } from '../../vault/records/records.ts';
import { readableViews } from '../readable-views.ts';

/** Where a password, old or new, may be typed into the wrong place. */
const passwordSteps: ReadonlySet<StepKind> = new Set<StepKind>([
  'enterPassword',
  'enterRecoveryCode',
  'chooseRecovery',
]);

export function concernsPassword(kind: StepKind): boolean {
  return passwordSteps.has(kind);
}

const AT_ONCE = 200;
/** Telegram keeps what people wrote for as long while no bot asks for it. */
const KEPT_MS = 24 * 3_600_000;
/** Its clock is not the sign-in's, and a message's time is in whole seconds. */
const BEFORE_MS = 5_000;
/** Somebody who was asked may still be typing when another has answered. */
const AFTER_MS = 3 * 60_000;

/**
 * When sign-ins asked for a password, as the records tell: Temporal may be down, and a message may be read hours after it was
 * written. Only what has changed is read again.
 */
export class PasswordPrompts {
  readonly #records: Pick<Records, 'viewsSince'>;
  readonly #asked = new Map<string, LoginView>();
  #change = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(records: Pick<Records, 'viewsSince'>) {
    this.#records = records;
  }

  /** The sign-ins that asked for a password when a message was written, or shortly before. */
  async at(atMs: number): Promise<LoginView[]> {
    const reading = this.#reading.catch(() => undefined).then(() => this.#readNews());
    this.#reading = reading;
    await reading;
    return [...this.#asked.values()].filter((view) => askedAt(view, atMs));
  }

  async #readNews(): Promise<void> {
    for (;;) {
      const rows = await this.#records.viewsSince(this.#change, AT_ONCE);
      for (const view of readableViews(rows)) {
        if (promptsOf(view).length > 0) this.#asked.set(view.loginId, view);
        else this.#asked.delete(view.loginId);
      }
      this.#change = rows.at(-1)?.change ?? this.#change;
      if (rows.length < AT_ONCE) break;
    }
    for (const [loginId, view] of this.#asked) {
      if (view.ended && (view.path?.at(-1)?.atMs ?? 0) < Date.now() - KEPT_MS) this.#asked.delete(loginId);
    }
  }
}

function askedAt(view: LoginView, atMs: number): boolean {
  return promptsOf(view).some(({ fromMs, toMs }) => atMs >= fromMs - BEFORE_MS && atMs <= toMs + AFTER_MS);
}

function promptsOf({ path = [], step, startedAtMs }: LoginView): { fromMs: number; toMs: number }[] {
  const prompts = path.flatMap(({ kind, atMs }, index) =>
    isPrompt(kind) ? [{ fromMs: atMs, toMs: path[index + 1]?.atMs ?? Number.POSITIVE_INFINITY }] : [],
  );
  if (prompts.length > 0 || !isPrompt(step.kind)) return prompts;
  // A view without a path, of an older version.
  return [{ fromMs: startedAtMs, toMs: Number.POSITIVE_INFINITY }];
}

/** A password, or an address that is nobody else's business. */
function isPrompt(kind: StepKind): boolean {
  return concernsPassword(kind) || kind === 'enterEmail';
}
