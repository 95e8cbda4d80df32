import { expect } from "vitest";
import { Walk } from "./walk.testing.ts";
import type { Shop } from "./web.testing.ts";

/** The flows that each kind of reader must manage without help, as presses in the browser, on the example city. */

/** The account manager: why did it rise, and the link that is sent. Works without scripts. */
export async function accountManager(shop: Shop): Promise<void> {
  const context = await shop.contextOf("kundansvarig", { javaScriptEnabled: false });
  const kim = await Walk.begin(context);
  await kim.follow("Kunder");
  await kim.follow("Grundskoleförvaltningen");
  await kim.follow("Varför betalar vi detta?");
  await kim.follow("Hela året mot i fjol");
  const said = await kim.text();
  for (const cause of ["Pris", "Volym", "Nyckel"]) expect(said).toContain(cause);
  // What is sent is the address: whoever opens it sees the same.
  const address = kim.page.url();
  const other = await shop.contextOf("controller");
  const karin = await Walk.begin(other, address);
  expect((await karin.text()).slice(0, 400)).toBe(said.slice(0, 400));
  expect(kim.clicks).toBeLessThanOrEqual(5);
  await context.close();
  await other.close();
}

/** The customer: the invoice, why, the line, own volumes, an objection; of others nothing. */
export async function customer(shop: Shop): Promise<void> {
  const context = await shop.contextOf("liseberg", { javaScriptEnabled: false });
  const lisa = await Walk.begin(context);
  await lisa.follow("UF-82");
  await lisa.follow(/enhet$/);
  expect(await lisa.text()).toMatch(/\d+ enhet × [\d,]+ kr/);
  await lisa.follow("Faktura UF-82");
  const objection = lisa.page.locator("form", { hasText: "Gör en invändning" });
  await objection.locator("select[name=line]").selectOption("3");
  await objection.locator("[name=text]").fill("Antalet konton stämmer inte med vårt eget register.");
  await lisa.press("Gör en invändning", objection);
  await lisa.page.goto("/objections");
  expect(await lisa.text()).toContain("UF-82");
  expect(lisa.clicks).toBeLessThanOrEqual(5);
  expect((await lisa.page.goto("/customers/GSF"))?.status()).toBe(404);
  await context.close();
}

/** The board: one page with result, forecast, goals and risks, that prints and is read aloud in order. */
export async function board(shop: Shop): Promise<void> {
  const context = await shop.contextOf("board");
  const nils = await Walk.begin(context);
  const heads = await nils.page.locator("main h2").allTextContents();
  expect(heads).toEqual(["Från avdelningarnas resultat till årets", "Målen", "De tyngsta riskerna"]);
  expect(await nils.text()).toMatch(/Före återreglering 18,2\smnkr, prognosen var/);
  expect((await nils.page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
  await nils.follow("Rapporter");
  await nils.follow("Årsrapport");
  expect(nils.clicks).toBe(2);
  await context.close();
}

/** The administrator: a person is added and invited, and the log says so. */
export async function administrator(shop: Shop): Promise<void> {
  const context = await shop.contextOf("administrator", { javaScriptEnabled: false });
  const ada = await Walk.begin(context);
  await ada.follow("Inställningar");
  if (!(await ada.title()).startsWith("Personer")) await ada.follow("Personer");
  const form = ada.page.locator("form", { hasText: "Lägg till och bjud in" });
  await form.locator("[name=login]").fill("ny-controller");
  await form.locator("[name=name]").fill("Nora Ny");
  await form.locator("[name=role]").selectOption("controller");
  await ada.press("Lägg till och bjud in", form);
  expect(await ada.text()).toContain("/welcome/");
  await ada.page.goto("/log");
  expect(await ada.text()).toContain("ny-controller");
  expect(ada.clicks).toBeLessThanOrEqual(4);
  await context.close();
}

/** The service owner: own service against budget, then the forecast written and commented. */
export async function serviceOwner(shop: Shop): Promise<void> {
  const context = await shop.contextOf("tjansteagare", { javaScriptEnabled: false });
  const tore = await Walk.begin(context);
  await tore.follow("Tjänster");
  await tore.follow("Stöd i arbetet med bemanning");
  expect(await tore.text()).toMatch(/budgeten var/);
  await tore.follow("27 609");
  expect(await tore.title()).toContain("Stöd i arbetet med bemanning");
  expect(tore.clicks).toBeLessThanOrEqual(4);
  await context.close();
}

/** In English, the same way in: the words change and nothing else. */
export async function inEnglish(shop: Shop): Promise<void> {
  const context = await shop.contextOf("kundansvarig", { javaScriptEnabled: false });
  const kim = await Walk.begin(context);
  await kim.follow("English");
  await kim.follow("Customers");
  await kim.follow("Grundskoleförvaltningen");
  await kim.follow("Why do we pay this?");
  expect(await kim.page.locator("html").getAttribute("lang")).toBe("en");
  expect(await kim.text()).toContain("What made the difference");
  await context.close();
}
