import type { ActAnswer, PageAct } from '../page/page-act.ts';

/** Tells the demo what the person did; answers with what is to be shown for a moment. */
export async function sendAct(act: PageAct): Promise<ActAnswer> {
  try {
    const answer = await fetch('act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(act),
    });
    const content: unknown = await answer.json();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the demo's own answer, of the same version
    return content as ActAnswer;
  } catch {
    return { toast: 'The demo does not answer. Look at its terminal.', alert: true };
  }
}
