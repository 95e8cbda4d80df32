import type { Page } from "playwright-core";
import { expect } from "vitest";
import { scenarioCommand } from "../economy/costing/commands/scenario.ts";
import { printedOre, type Shop } from "./web.testing.ts";

/** What the page shows for every customer, by code, in öre as printed and as marked. */
interface Shown {
  readonly before: number;
  readonly after: number;
  readonly change: number;
}

async function shown(page: Page): Promise<Map<string, Shown>> {
  const found = new Map<string, Shown>();
  const rows = await page.locator("#customers tr").evaluateAll((all) =>
    (
      all as unknown as {
        dataset: Record<string, string>;
        querySelector(of: string): { textContent: string; dataset: Record<string, string> };
      }[]
    ).map((row) => ({
      customer: row.dataset["customer"] ?? "",
      cells: [".before", ".after", ".moved"].map((of) => {
        const cell = row.querySelector(of);
        return [cell.textContent, cell.dataset["ore"]];
      }),
    })),
  );
  for (const { customer, cells } of rows) {
    const [before, after, change] = cells.map(([text = "", ore]) => {
      // What is printed is what is marked: a reader sees every öre.
      expect(printedOre(text)).toBe(Number(ore));
      return Number(ore);
    }) as [number, number, number];
    expect(after - before).toBe(change);
    found.set(customer, { before, after, change });
  }
  return found;
}

/** What `scenario compare --from actual --by customer --set ... --json` says of the same. */
async function compared(shop: Shop, set: readonly string[]): Promise<Map<string, Shown>> {
  const printed: string[] = [];
  await scenarioCommand.run({
    positionals: ["compare"],
    options: { year: "2024", from: "actual", by: "customer", set: [...set] },
    json: true,
    effects: {
      database: () => Promise.resolve(shop.database),
      provider: () => Promise.resolve(shop.provider.id),
      actor: "controller",
      dataDirectory: "",
      language: "sv",
      now: () => "2025-01-15T08:00:00.000Z",
      print: (text) => void printed.push(text),
      say: () => undefined,
      problems: () => undefined,
      progress: () => undefined,
    },
  });
  const { rows } = JSON.parse(printed.join("\n")) as {
    rows: { customer: string; from: { ore: string }; to: { ore: string } }[];
  };
  return new Map(
    rows.map((row) => {
      const [before, after] = [Number(row.from.ore), Number(row.to.ore)];
      return [row.customer, { before, after, change: after - before }];
    }),
  );
}

const live = "#what-if[data-live=yes]";

/** A hand on the slider: the page's amounts are the command's, to the öre, and the address says the same to the next reader. */
export async function dragged(shop: Shop, page: Page): Promise<void> {
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    // A new address makes the browser look for its icon again; that asks nothing.
    if (!pathname.endsWith(".svg")) asked.push(`${request.method()} ${pathname}`);
  });
  await page.goto("/what-if?kind=driver&what=headcount&who=GSF&change=0&from=2024-03");
  await page.locator(live).waitFor();
  const start = await shown(page);
  expect(start.size).toBeGreaterThanOrEqual(52);
  expect([...start.values()].every(({ change }) => change === 0)).toBe(true);
  const requests = asked.length;
  const slider = page.locator("#what-if-slider");
  const box = await slider.boundingBox();
  if (box === null) throw new Error("there is no slider to drag");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 3, y);
  await page.mouse.down();
  for (const share of [0.4, 0.5, 0.6, 0.7]) await page.mouse.move(box.x + box.width * share, y);
  await page.mouse.up();
  await expect.poll(() => new URL(page.url()).searchParams.getAll("set")).not.toEqual([]);
  const set = new URL(page.url()).searchParams.getAll("set");
  expect(set).toHaveLength(1);
  expect(set[0]).toMatch(/^driver\/headcount\/GSF=\+\d+(\.5)?%@2024-03$/);
  const after = await shown(page);
  expect(after).toEqual(await compared(shop, set));
  const sum = (of: (one: Shown) => number): number =>
    [...after.values()].reduce((all, one) => all + of(one), 0);
  expect(sum((one) => one.change)).toBe(0);
  expect(printedOre((await page.locator("#sum-after").textContent()) ?? "")).toBe(sum((one) => one.after));
  expect(after.get("GSF")?.change).toBeGreaterThan(0);
  // Sorted by who moves most, and all of it without a word to the server.
  const order = [...after.values()].map(({ change }) => Math.abs(change));
  expect(order).toEqual(order.toSorted((a, b) => b - a));
  expect(asked.length).toBe(requests);
  expect(asked.every((one) => one.startsWith("GET "))).toBe(true);
}

/** The same address without scripts: the server answers the form, with the same amounts as the script and the command. */
export async function withoutScripts(shop: Shop, plain: Page, scripted: Page): Promise<void> {
  await plain.goto("/what-if?kind=volume");
  const item = await plain.locator("select[name=what]").inputValue();
  await plain.locator("select[name=who]").selectOption("GSF");
  await plain.locator("input[name=change]").fill("25,5");
  await plain.getByRole("button", { name: "Behåll och lägg till" }).click();
  expect(await plain.locator(".what-if-kept code").textContent()).toBe(`volume/${item}/GSF=+25.5%`);
  await plain.getByRole("link", { name: "Kostnad" }).click();
  await plain.locator("select[name=what]").selectOption("element:staff");
  await plain.locator("input[name=change]").fill("-3");
  await plain.getByRole("button", { name: "Räkna" }).click();
  const set = [`volume/${item}/GSF=+25.5%`, "cost/element:staff=-3%"];
  const answered = await shown(plain);
  expect(answered).toEqual(await compared(shop, set));
  const address = await plain.locator("#what-if-share").getAttribute("href");
  expect(new URL(address ?? "", shop.base).searchParams.getAll("set")).toEqual(set);
  await scripted.goto(address ?? "");
  await scripted.locator(live).waitFor();
  expect(await shown(scripted)).toEqual(answered);
  // A key is another rule for sharing; it takes no per cent.
  await scripted.goto("/what-if?kind=key");
  await scripted.locator(live).waitFor();
  await scripted.locator("select[name=what]").selectOption("HR-BEM");
  await scripted.locator("select[name=change]").selectOption("accounts");
  await expect
    .poll(() => new URL(scripted.url()).searchParams.getAll("set"))
    .toEqual(["key/HR-BEM=accounts"]);
  expect(await shown(scripted)).toEqual(await compared(shop, ["key/HR-BEM=accounts"]));
}

/** What cannot be read or touches nothing is said, in both ways of reckoning, and no amount moves. */
export async function refusedQuestions(page: Page): Promise<void> {
  for (const [set, said] of [
    ["nonsense", "går inte att läsa"],
    ["driver/headcont/GSF=+10%", "headcount"],
    ["driver/headcount/XYZ=+10%", "ändrar ingenting"],
  ] as const) {
    await page.goto(`/what-if?set=${encodeURIComponent(set)}`);
    expect(await page.locator("#what-if-message").textContent()).toContain(said);
    await page.locator(live).waitFor();
    expect(await page.locator("#what-if-message").textContent()).toContain(said);
    expect([...(await shown(page)).values()].every(({ change }) => change === 0)).toBe(true);
  }
}
