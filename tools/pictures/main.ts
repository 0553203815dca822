import { mkdir, writeFile } from 'node:fs/promises';
import { openBrowser } from '../../test/support/browser.ts';
import { encodeFrames, type Frame, takeFrame } from './frames.ts';
import { PagePlayer } from './page-player.ts';
import { runDemoPage } from './run-demo-page.ts';

/** Plays the demo's first story in Chromium and writes what it looks like to docs/pictures. */
const folder = new URL('../../docs/pictures/', import.meta.url);
const desktop = { width: 1240, height: 800 };
const phone = { width: 390, height: 780 };

const demo = await runDemoPage(process.env);
const browser = await openBrowser();
try {
  const context = await browser.newContext({ viewport: desktop, colorScheme: 'light', reducedMotion: 'reduce' });
  const player = new PagePlayer(await context.newPage());
  await play(player);
} finally {
  await browser.close();
  await demo.stop();
}

async function play(player: PagePlayer): Promise<void> {
  const { page } = player;
  const story: Frame[] = [];
  const show = async (shownMs: number): Promise<void> => void story.push(await takeFrame(page, shownMs));
  await player.open(demo.url);
  await show(2_500);
  await player.takeOffer();
  await player.hint(/kill the worker/u);
  await player.message(/Code sent to the Telegram app/u).waitFor();
  const code = await player.code();
  await show(3_000);
  await player.press('Kill worker');
  await player.happened(/worker was killed/u).waitFor();
  await show(1_500);
  await player.happened(/Another worker takes over/u).waitFor();
  await player.hint(/Another worker runs already/u);
  await show(3_000);
  await player.typeOnKeypad(code, () => show(350));
  await player.press('✓');
  await player.hint(/never leaves the browser/u);
  await player.message(/Password of two-step verification needed/u).waitFor();
  await page.evaluate("document.querySelector('#toasts').replaceChildren()");
  await show(3_000);
  const tab = await player.openConsole('Enter the password');
  await tab.getByRole('textbox', { name: /^Password/u }).waitFor();
  story.push(await takeFrame(tab, 2_500));
  await player.enterPassword(tab);
  await player.hint(/nothing was asked twice/u);
  await player.message(/Signed in as/u).waitFor();
  await tab.close();
  await show(5_000);
  await write('demo-story.png', story);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(phone);
  await write('demo-phone-chat.png', [await takeFrame(page, 0)]);
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await write('demo-phone-timeline.png', [await takeFrame(page, 0)]);
}

async function write(name: string, frames: readonly Frame[]): Promise<void> {
  const picture = encodeFrames(frames);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL(name, folder), picture);
  console.log(`docs/pictures/${name}: ${Math.round(picture.length / 1_024)} KB`);
}
