import type { BrowserContext, Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** A person at work in the browser: what is pressed is counted, and every page met is a whole one. */
export class Walk {
  readonly page: Page;
  clicks = 0;

  private constructor(page: Page) {
    this.page = page;
  }

  static async begin(context: BrowserContext, path = "/"): Promise<Walk> {
    context.setDefaultTimeout(15_000);
    const walk = new Walk(await context.newPage());
    await walk.page.goto(path);
    return walk;
  }

  /** Presses a link by its words. */
  async follow(name: string | RegExp, within: Locator | Page = this.page): Promise<void> {
    await this.#press(within.getByRole("link", { name }).first());
  }

  /** Presses a button by its words. */
  async press(name: string | RegExp, within: Locator | Page = this.page): Promise<void> {
    await this.#press(within.getByRole("button", { name }).first());
  }

  /** Opens what is folded together. */
  async unfold(words: string | RegExp, within: Locator | Page = this.page): Promise<void> {
    await within.locator("summary", { hasText: words }).first().click();
    this.clicks += 1;
  }

  async title(): Promise<string> {
    return ((await this.page.locator("h1").textContent()) ?? "").trim();
  }

  async text(): Promise<string> {
    return this.page.locator("main").innerText();
  }

  async #press(target: Locator): Promise<void> {
    await target.click();
    await this.page.waitForLoadState("load");
    this.clicks += 1;
    expect(await this.page.locator("h1").count()).toBe(1);
  }
}
