import * as texts from '../../texts/texts.ts';
import type { Assets } from './assets.ts';

/** The one document of all pages: what stands in it is the same for everybody, so asking for it uses nothing up. */
export function shell({ app, worker, style }: Assets, nonce: { script: string; style: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${texts.console.pages.title}</title>
<link rel="stylesheet" href="${style.path}" nonce="${nonce.style}">
<script type="module" src="${app.path}" nonce="${nonce.script}"></script>
</head>
<body data-worker="${worker.path}">
<a class="skip" href="#page">${texts.console.pages.skip}</a>
<header></header>
<main id="page" tabindex="-1"><h1>${texts.console.pages.title}</h1><p>${texts.console.pages.loading}</p><noscript><p>${texts.console.pages.noScript}</p></noscript></main>
</body>
</html>
`;
}
