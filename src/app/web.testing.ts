import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Database } from "../platform/database/index.ts";
import { testDatabase } from "../platform/database/testing.ts";
import { createWeb, listen, type ProviderFace } from "../platform/web/index.ts";
import { writePack } from "./demo/commands/demo.ts";
import { buildPack } from "./demo/demo.ts";
import { playYearAtOnce } from "./demo/year.ts";
import { addApi } from "./http/api.ts";
import { usageBatchesPath } from "./http/usage.ts";
import { loadPack } from "./pack/load.ts";
import { openPack } from "./pack/pack-source.ts";
import { acts, entries, pages } from "./site.ts";

const chromiumPath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const now = "2025-01-15T08:00:00.000Z";

/** The example city with its year played, served on a free port, and a browser before it. */
export interface Shop {
  readonly base: string;
  readonly database: Database;
  readonly provider: ProviderFace;
  /** What the server complained of: bugs that a page met. */
  readonly complaints: readonly string[];
  /** The cookies of a signed-in example person; nobody's for "". */
  cookieOf(login: string): Promise<string>;
  /** A browser of its own, signed in. Closed by the caller. */
  contextOf(login: string, options?: Parameters<Browser["newContext"]>[0]): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** What a shop is opened with: who provides, and the years that may be looked at. */
export interface Filled {
  readonly id: string;
  readonly name: string;
  readonly year: number;
  readonly years: readonly number[];
}

/** The example city, with its year played unless somebody means to do that. */
export async function exampleCity(
  database: Database,
  { played }: { readonly played: boolean } = { played: true },
): Promise<Filled> {
  const folder = mkdtempSync(join(tmpdir(), "underlag-web-test-"));
  writePack(folder, buildPack({ size: "default" }).files, () => undefined);
  const source = await openPack(folder);
  const { provider: id } = await loadPack(database, source, {
    actor: "test",
    now,
    confirm: false,
    dryRun: false,
    progress: () => undefined,
  });
  source.close();
  rmSync(folder, { recursive: true, force: true });
  if (played) await playYearAtOnce(database, id, () => now);
  return { id, name: "Intraservice", year: 2024, years: [2024, 2023, 2022] };
}

export async function openShop(fill: (database: Database) => Promise<Filled> = exampleCity): Promise<Shop> {
  if (!existsSync(chromiumPath))
    throw new Error(
      `The web is tested in a real browser, and ${chromiumPath} is not there. Run npm test as root, or: apt-get install chromium`,
    );
  const test = await testDatabase();
  const { database } = test;
  const provider: ProviderFace = { ...(await fill(database)), synthetic: true };
  const complaints: string[] = [];
  const web = createWeb({
    largeBodies: [usageBatchesPath],
    database,
    provider,
    pages,
    acts,
    entries,
    api: addApi(database, provider),
    openExample: true,
    now: () => now,
    complain: (error) => complaints.push(error instanceof Error ? (error.stack ?? "") : String(error)),
  });
  const running = await listen(web, { port: 0, host: "127.0.0.1" });
  const base = `http://127.0.0.1:${running.port}`;
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  const cookies = new Map<string, string>();
  const cookieOf = async (login: string): Promise<string> => {
    if (login === "") return "";
    const known = cookies.get(login);
    if (known !== undefined) return known;
    const answer = await fetch(`${base}/sign-in`, {
      method: "POST",
      body: new URLSearchParams({ example: login }),
      redirect: "manual",
    });
    const cookie = /underlag=[^;]+/.exec(answer.headers.get("set-cookie") ?? "")?.[0];
    if (cookie === undefined) throw new Error(`${login} could not sign in: ${answer.status}`);
    cookies.set(login, cookie);
    return cookie;
  };
  return {
    base,
    database,
    provider,
    complaints,
    cookieOf,
    async contextOf(login, options) {
      const context = await browser.newContext({ baseURL: base, ...options });
      const [name = "", value = ""] = (await cookieOf(login)).split("=");
      if (login !== "") await context.addCookies([{ name, value, url: base }]);
      return context;
    },
    async close() {
      await browser.close();
      await running.close();
      await test.close();
    },
  };
}

/** An amount as it is printed, in öre: "−1 234,50" -> -123450. */
export function printedOre(text: string): number {
  const digits = text.replace(/[^\d]/g, "");
  return Number(digits) * (/[\u2212-]/.test(text) ? -1 : 1);
}

/** What an explanation page says: its figure, its parts and whether all of them are shown. */
export async function readExplanation(
  page: Page,
): Promise<{ amountOre: number; partsOre: readonly number[]; isWhole: boolean }> {
  const [figure = ""] = await page.locator(".big-figure .figure").allTextContents();
  const parts = await page.locator("main tbody td.number:last-child").allTextContents();
  return {
    amountOre: printedOre(figure),
    partsOre: parts.map(printedOre),
    isWhole: (await page.locator("nav.pages").count()) === 0,
  };
}
