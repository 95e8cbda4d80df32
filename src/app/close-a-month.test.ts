import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { workThrough } from "./jobs.testing.ts";
import { load, minimalPack, minimalProvider } from "./pack/testing.ts";
import { Walk } from "./walk.testing.ts";
import { openShop, type Shop } from "./web.testing.ts";

/** The controller's flow as a person goes it in the browser, on a pack small enough to count on one's fingers. */
let shop: Shop;
const now = "2025-01-15T08:00:00.000Z";

beforeAll(async () => {
  shop = await openShop(async (database) => {
    await load(database, minimalPack);
    return { id: minimalProvider, name: "Exempel", year: 2024, years: [2024] };
  });
}, 120_000);
afterAll(() => shop?.close());

const books = `${readFileSync(join(minimalPack, "ledger/2024.se"), "latin1")}#VER A 99 20240228 "Konsult"
{
#TRANS 5010 {1 "200" 20 "PAY"} 1000.00
#TRANS 1940 {} -1000.00
}
`;

describe("a month is closed in the browser", () => {
  test("from the ledger's file to the protocol, and opened again by two", async () => {
    const desk = await shop.contextOf("controller");
    const karin = await Walk.begin(desk);

    // The books.
    await karin.follow("Månad");
    await karin.follow("Bokföring");
    await karin.page.setInputFiles("input[type=file]", {
      name: "2024.se",
      mimeType: "text/plain",
      buffer: Buffer.from(books, "latin1"),
    });
    await karin.press("Ladda upp och granska");
    expect(await karin.text()).toContain("Ny: A 99/2024");
    await karin.page.getByLabel(/^Filen ändrar/).selectOption("yes");
    await karin.press("Läs in");

    // What stops is named, and leads to where it is done.
    await karin.follow("Stängning");
    expect(await karin.title()).toBe("Stänga februari 2024");
    expect(await karin.text()).toContain("Det som stoppar: faktureringen är provkörd");
    await karin.follow("Gå dit");
    await karin.page.getByRole("textbox", { name: "Månad", exact: true }).fill("2024-02");
    await karin.press("Provkör");
    await workThrough(shop.database, now);

    // Somebody else approves, from what waits for that person.
    const other = await shop.contextOf("approver");
    const eva = await Walk.begin(other);
    await eva.follow(/februari 2024/i);
    await eva.press("Attestera");
    expect(eva.clicks).toBe(2);

    await karin.page.goto("/runs/2024-02");
    await karin.press("Utfärda fakturorna");
    await workThrough(shop.database, now);
    await karin.follow("Månad");
    expect(await karin.text()).toContain("Det som stoppar: avvikelserna är kommenterade");
    const deviations = karin.page.locator("#step-deviations");
    await karin.unfold("Bedöm", deviations);
    await deviations.getByLabel(/^Vad som har setts/).fill("Konsulten var en engångskostnad.");
    await karin.press("Klarmarkera", deviations);
    expect(await karin.text()).toContain("Inget stoppar");
    await karin.press("Stäng månaden");
    expect(await karin.title()).toBe("Protokoll februari 2024");
    expect(await karin.text()).toContain("Konsulten var en engångskostnad.");
    // The design asks for twelve besides decisions: releasing the books, the run and the month are three of them.
    expect(karin.clicks - 3).toBeLessThanOrEqual(12);
    await desk.close();
    await other.close();
    await openedAgain();
    expect(shop.complaints).toEqual([]);
  }, 120_000);
});

/** A closed month is opened again by two persons, and closed once more, without scripts; both closings have their protocol. */
async function openedAgain(): Promise<void> {
  const desk = await shop.contextOf("controller", { javaScriptEnabled: false });
  const karin = await Walk.begin(desk, "/month?period=2024-02");
  await karin.unfold("Öppna månaden igen");
  await karin.page.getByLabel("Skäl").fill("En verifikation saknas.");
  await karin.press("Be om att månaden öppnas");
  expect(await karin.text()).toContain("Väntar på en annan person");
  const other = await shop.contextOf("approver", { javaScriptEnabled: false });
  const eva = await Walk.begin(other, "/month?period=2024-02");
  await eva.press("Öppna månaden");
  await karin.page.reload();
  await karin.press("Stäng månaden");
  await karin.follow(/^Stängning 1/);
  expect(await karin.text()).toContain("nr 1");
  await desk.close();
  await other.close();
}
