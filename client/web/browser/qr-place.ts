import type { LoginView } from '../../../domain/login-view.ts';
import { qrModules } from '../../qr.ts';
import { describeScan } from '../../texts/describe-scan.ts';
import * as texts from '../../texts/texts.ts';
import { el, setText, svg } from './elements.ts';

const words = texts.login.scan;

export type QrPlace = {
  element: HTMLElement;
  show: (view: LoginView) => void;
  tick: (view: LoginView, nowMs: number) => void;
};

/** Where the QR code is drawn while one is to be scanned. On a phone that has Telegram its link does the same. */
export function qrPlace(): QrPlace {
  const picture = el('div', { class: 'qr' });
  const said = el('p');
  const open = el('p');
  const element = el('div', { hidden: true }, picture, open, said);
  let drawn: string | undefined;
  return {
    element,
    show: ({ step, scan }) => {
      element.hidden = step.kind !== 'scan';
      const link = step.kind === 'scan' ? scan?.link : undefined;
      if (link === drawn) return;
      drawn = link;
      picture.replaceChildren(...(link === undefined ? [] : [drawing(link)]));
      open.replaceChildren(...(link === undefined ? [] : [el('a', { class: 'button', href: link }, words.openHere)]));
    },
    tick: (view, nowMs) => {
      const text = describeScan(view, nowMs, { times: 'absolute' }) ?? '';
      setText(said, text);
      picture.classList.toggle('expired', (view.scan?.expiresAtMs ?? Infinity) <= nowMs);
    },
  };
}

/** Black on white, whatever the page's own colours: phones read nothing else as well. */
function drawing(link: string): SVGElement {
  const modules = qrModules(link);
  const size = modules.length;
  const path = modules.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return svg(
    'svg',
    { viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': words.picture, 'shape-rendering': 'crispEdges' },
    svg('rect', { width: size, height: size, fill: '#fff' }),
    svg('path', { d: path, fill: '#000' }),
  );
}
