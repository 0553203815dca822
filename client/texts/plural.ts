import { fill } from './fill.ts';
import * as texts from './texts.ts';

/** A text with {count}, in the forms that its language has. */
export type Plural = { other: string } & { [Form in Intl.LDMLPluralRule]?: string };

export function plural(forms: Plural, count: number): string {
  const form = new Intl.PluralRules(texts.login.times.locale).select(count);
  return fill(forms[form] ?? forms.other, { count });
}
