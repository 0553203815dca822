import type { Locator, Page } from 'playwright-core';
import { PASSWORD } from '../demo/script.ts';

const WAIT_MS = 30_000;

/** Plays the demo's page as a newcomer does. */
export class PagePlayer {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(WAIT_MS);
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.hint(/\/login Support 1/u);
  }

  async hint(text: RegExp): Promise<void> {
    await this.page.locator('#hint-text').filter({ hasText: text }).waitFor();
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /** Presses what the hint offers. */
  async takeOffer(): Promise<void> {
    await this.page.locator('#offer').click();
  }

  async write(text: string): Promise<void> {
    await this.page.getByLabel('Message to the bot').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** The newest of the bot's messages with a text. */
  message(text: RegExp): Locator {
    return this.page.locator('.message:not(.gone)').filter({ hasText: text }).last();
  }

  /** The newest code on the phone. */
  async code(): Promise<string> {
    const newest = this.page.locator('#inbox .notification:not(.gone) .code').first();
    await newest.waitFor({ state: 'attached' });
    return ((await newest.textContent()) ?? '').replaceAll(' ', '');
  }

  happened(text: RegExp): Locator {
    return this.page.locator('.entry').filter({ hasText: text }).last();
  }

  /** Opens the keypad below the newest card, and presses the digits. */
  async typeOnKeypad(digits: string, afterEach: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.press('Keypad');
    const keypad = this.message(/digit by digit/u);
    for (const digit of digits) {
      const key = keypad.getByRole('button', { name: digit, exact: true });
      await key.click();
      await key.and(this.page.locator(':not([aria-busy])')).waitFor();
      await afterEach();
    }
  }

  /** Follows a link of the bot to the console, in a tab of its own. */
  async openConsole(link: string): Promise<Page> {
    const [tab] = await Promise.all([
      this.page.context().waitForEvent('page'),
      this.page
        .getByRole('link', { name: new RegExp(`^${link}`, 'u') })
        .last()
        .click(),
    ]);
    tab.setDefaultTimeout(WAIT_MS);
    return tab;
  }

  async enterPassword(tab: Page): Promise<void> {
    await tab.getByRole('textbox', { name: /^Password/u }).fill(PASSWORD);
    await tab.getByRole('button', { name: 'Enter the password' }).click();
  }
}
