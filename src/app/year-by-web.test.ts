import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../platform/database/index.ts";
import { invariants } from "./invariants.ts";
import { workThrough } from "./jobs.testing.ts";
import { exampleCity, openShop, type Shop } from "./web.testing.ts";

/** The example city's year by its forms alone: two persons, from the price proposal to the final settlement. */
let shop: Shop;
const now = "2025-01-15T08:00:00.000Z";

beforeAll(async () => {
  shop = await openShop((database: Database) => exampleCity(database, { played: false }));
}, 300_000);
afterAll(() => shop?.close());

/** A form sent as a browser sends it; what comes back is where it leads. */
async function press(login: string, path: string, fields: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(`${shop.base}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: await shop.cookieOf(login), origin: shop.base },
    body: new URLSearchParams(fields),
  });
  expect([path, answer.status, answer.status === 303 ? "" : await answer.text()]).toEqual([path, 303, ""]);
  return answer.headers.get("location") ?? "";
}

async function told<T>(path: string): Promise<T> {
  const answer = await fetch(`${shop.base}/api/v1${path}`, {
    headers: { cookie: await shop.cookieOf("controller") },
  });
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.json()) as T;
}

test("a year is priced, billed, corrected, settled and closed by two persons in the web", async () => {
  // The price list is proposed from the budget and tried; the decided one goes on holding.
  await press("controller", "/price-list", { year: "2024", version: "2024-web" });
  const { lines } = await told<{ lines: unknown[] }>("/price-lists/2024-web/simulation");
  expect(lines.length).toBeGreaterThan(500);

  const months = Array.from({ length: 12 }, (_, at) => `2024-${String(at + 1).padStart(2, "0")}`);
  for (const month of months) {
    if (month === "2024-10") {
      await press("controller", "/corrections", {
        customer: "LISEBERG",
        bearer: "",
        decision: "",
        period: month,
      });
      await press("approver", "/corrections/LISEBERG/accept", { decision: "LIS-2024", period: month });
    }
    await press("controller", "/runs", { period: month });
    await workThrough(shop.database, now);
    await press("approver", `/runs/${month}/approve`);
    await press("controller", `/runs/${month}/issue`);
    await workThrough(shop.database, now);
  }
  const settlement = decodeURIComponent(
    (await press("controller", "/settlements", { year: "2024", basis: "ytd@11" })).split("/").at(-1) ?? "",
  );
  await press("approver", `/settlements/${settlement}/decide`, { decision: "ATER-2024" });
  await press("controller", `/settlements/${settlement}/issue`);
  await workThrough(shop.database, now);
  for (const month of months) {
    await press("controller", `/month/${month}/judge`, {
      step: "deviations",
      state: "done",
      text: "Avvikelserna förklaras i årsrapporten.",
    });
    expect(await press("controller", `/month/${month}/close`)).toBe(`/month/${month}/protocol`);
  }

  // The same documents as the year that is played without the web, to the öre, and every promise kept.
  const { settlements } = await told<{
    settlements: { settlement: string; state: string; total: { ore: string } }[];
  }>("/settlements");
  expect(settlements).toMatchObject([{ settlement, state: "issued", total: { ore: "1450557078" } }]);
  const scope = { role: "staff", provider: shop.provider.id, actor: "test" } as const;
  const { documents } = await shop.database.transaction(scope, (tx) =>
    tx.one<{ documents: number }>(
      `select count(*)::int as documents from invoicing.invoice
       where provider_id = $1 and booking_period like '2024-%' and run not like 'history-%'`,
      [shop.provider.id],
    ),
  );
  expect(documents).toBe(12 * 52 + 1 + 52);
  const broken = await shop.database.transaction(scope, async (tx) => {
    const found = [];
    for (const one of invariants) found.push(...(await one.check(tx, shop.provider.id)));
    return found;
  });
  expect(broken).toEqual([]);
  // What December moved after the preliminary settlement is shown as its rest.
  const final = await fetch(`${shop.base}/settlements/${encodeURIComponent(settlement)}`, {
    headers: { cookie: await shop.cookieOf("controller") },
  });
  expect(await final.text()).toContain("2\u00a0172,95 kr");
  expect(shop.complaints).toEqual([]);
}, 600_000);
