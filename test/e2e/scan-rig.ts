import type { LoginView } from '../../domain/login-view.ts';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import { type ViewAt, viewAt } from '../../tools/stage/next-view.ts';
import type { Stage } from '../../tools/stage/open-stage.ts';

export type ScanAccount = { phone: string; numberId: string };
export type Shown = ViewAt<'scan'> & { link: string };
export type Begun = ScanAccount & { link: string; stepId: string };

let count = 0;

/** Accounts, QR codes and the phones that scan them, on a stage. */
export function scanRig(stage: Stage) {
  const { control } = stage.sandbox;
  const account = async (scenario: ScenarioInput = {}): Promise<ScanAccount> => {
    count += 1;
    const phone = `+49151777${String(count).padStart(5, '0')}`;
    const { numberId } = await stage.enrol(phone, `Scanned ${count}`, scenario);
    return { phone, numberId };
  };
  /** The newest QR code, another one than `before`. */
  const shown = async ({ numberId }: ScanAccount, before?: string): Promise<Shown> => {
    const view = await viewAt(stage.logins, numberId, 'scan', {
      fits: ({ scan }) => scan !== undefined && scan.link !== before,
    });
    return { ...view, link: view.scan?.link ?? '' };
  };
  return {
    account,
    shown,
    begun: async (scenario: ScenarioInput = {}): Promise<Begun> => {
      const one = await account(scenario);
      await stage.logins.start(one.phone, { scan: true });
      const { link, stepId } = await shown(one);
      return { ...one, link, stepId };
    },
    ended: async ({ numberId }: ScanAccount): Promise<LoginView> => {
      for await (const view of stage.logins.watch(numberId, { signal: AbortSignal.timeout(40_000) })) {
        if (view.ended) return view;
      }
      throw new Error('The sign-in has not ended.');
    },
    scan: (phone: string, link: string): string => control.scan(phone, link),
    callsOf: (phone: string): Record<string, number> => control.calls().counts[phone.slice(1)] ?? {},
    imports: (): number => control.calls({ method: 'auth.importLoginToken' }).calls.length,
    connections: (): number => control.connections().open,
  };
}
