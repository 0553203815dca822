import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import type { DriverEvent } from './run-driver.ts';
import type { InteropScenario } from './scenarios.ts';

/** What a sign-in got wrong, by the client's account and by the server's; nothing when it went as scripted. */
export function faultsOf(
  { control, dcs }: Pick<Sandbox, 'control' | 'dcs'>,
  { phone, afterSeq }: { readonly phone: string; readonly afterSeq: number },
  scenario: InteropScenario,
  events: readonly DriverEvent[],
): string[] {
  const { calls } = control.calls({ phone, afterSeq });
  const outcomes = (method: string): string[] =>
    calls.filter((call) => call.method === method).map(({ outcome }) => outcome);
  const signedIn = control.account(phone).authorizations.filter(({ state }) => state === 'signedIn');
  return [
    ...unequal('the client told', told(events), [...scenario.events, `signedIn 4242 Grace ${phone}`], sameEvent),
    ...unequal(
      'signed in at data centre',
      signedIn.map(({ dc }) => String(dc)),
      [String(dcs[scenario.ends === 'at home' ? 1 : 0]?.id)],
    ),
    ...Object.entries(scenario.calls).flatMap(([method, wanted]) => unequal(method, outcomes(method), wanted)),
  ];
}

function told(events: readonly DriverEvent[]): string[] {
  return events.map((event) => textOf(event));
}

function textOf(event: DriverEvent): string {
  switch (event.event) {
    case 'sent':
      return event.type === undefined ? 'sent' : `sent ${kindOf(event.type)}`;
    case 'refused':
      return `refused ${event.error}`;
    case 'passwordNeeded':
      return 'passwordNeeded';
    case 'signedIn':
      return `signedIn ${event.userId} ${event.firstName} ${event.phone}`;
  }
}

/** auth.sentCodeTypeApp, SentCodeTypeApp, authenticationCodeTypeTelegramMessage, APP: one word for each. */
export function kindOf(type: string): string {
  const word = type
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
    .replace(/^.*codetype/, '');
  return word === 'telegrammessage' ? 'app' : word;
}

/** A client that does not tell how the code was sent is not held to it. */
function sameEvent(is: string, wanted: string): boolean {
  return is === wanted || (is === 'sent' && wanted.startsWith('sent '));
}

function unequal(
  what: string,
  is: readonly string[],
  wanted: readonly string[],
  same = (one: string, other: string): boolean => one === other,
): string[] {
  const equal = is.length === wanted.length && is.every((value, at) => same(value, wanted[at] ?? ''));
  return equal ? [] : [`${what}: [${is.join(', ')}], not [${wanted.join(', ')}]`];
}
