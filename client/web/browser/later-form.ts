import * as texts from '../../texts/texts.ts';
import { button, el } from './elements.ts';

const words = texts.console.loginPage;
const NINE = 9;

/** When somebody is there, by this browser's clock and zone; or the end for now. Closed until it is asked for. */
export function laterForm(putOff: (appointment?: { until: string; timeZone: string }) => Promise<void>): HTMLElement {
  const field = el('input', { type: 'datetime-local', id: 'until', required: true, value: tomorrowAtNine(new Date()) });
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const form = el(
    'form',
    { class: 'later' },
    el('label', { for: 'until' }, `${words.laterLabel} (${timeZone})`),
    field,
    el('button', { type: 'submit', class: 'main' }, words.putOff),
    button(words.endForNow, {}, () => putOff()),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (form.getAttribute('aria-busy') === 'true') return;
    form.setAttribute('aria-busy', 'true');
    const until = new Date(field.value).toISOString();
    void putOff({ until, timeZone }).finally(() => form.removeAttribute('aria-busy'));
  });
  return el('details', {}, el('summary', {}, texts.login.actions.later), form);
}

/** As the field wants it: local time without a zone. */
function tomorrowAtNine(now: Date): string {
  const at = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, NINE);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
