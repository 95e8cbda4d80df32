import { openXlsx, saveXlsx } from "hucre/xlsx";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Budget entry as a controller does it, in a real browser. `axeOf` says what is inaccessible on the page as it is. */
export async function budgetEntered(page: Page, axeOf: (page: Page) => Promise<string[]>): Promise<void> {
  await page.goto("/plans");
  await page.getByLabel(/^Plan: budget/).fill("budget-2025");
  await page.getByLabel(/^Börja från/).fill("budget-2024");
  await page.getByRole("button", { name: "Öppna för inmatning" }).click();
  await page.goto("/plans/budget-2025?cost_centre=3910");
  await page.waitForSelector('#sheet[role="grid"]');

  const cell = (row: number, column: number) =>
    page.locator(`#sheet tbody tr:nth-child(${row + 1}) td:nth-child(${column + 2})`);
  const shown = (row: number, column: number) => cell(row, column).locator("input").inputValue();
  const before = [await shown(0, 0), await shown(0, 1), await shown(1, 0)];
  await cell(0, 0).click();

  // Typed over, down by Enter, up by an arrow; F2 and Escape leave it as it was.
  await page.keyboard.type("1000,5");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  expect(await shown(0, 0)).toBe("1\u00a0000,50");
  await page.keyboard.press("F2");
  await page.keyboard.type("7");
  await page.keyboard.press("Escape");
  expect(await shown(0, 0)).toBe("1\u00a0000,50");

  // A block as Excel puts it on the clipboard: Swedish decimals, U+2212, blanks, and one thing that is no amount.
  await paste(page, "2 000\t\u22123\u00a0000,25\r\nåtta\t4 kr\r\n");
  expect([await shown(0, 0), await shown(0, 1), await shown(1, 0), await shown(1, 1)]).toEqual([
    "2\u00a0000,00",
    "\u22123\u00a0000,25",
    "åtta",
    "4,00",
  ]);
  expect(await cell(1, 0).getAttribute("aria-invalid")).toBe("true");
  // The year of the row follows, to the öre.
  const year = await page.locator("#sheet tbody tr:first-child td:last-child").textContent();
  let sum = 0;
  for (let column = 0; column < 12; column++) sum += oreIn(await shown(0, column));
  expect(oreIn(year ?? "")).toBe(sum);
  await page.keyboard.press("ArrowDown");
  expect(await page.locator("#sheet-fault").textContent()).toContain(
    "Inget belopp: ”åtta”. Skriv kronor som",
  );
  expect(await axeOf(page)).toEqual([]);

  // Undone, done again, filled to the right over a range.
  await page.keyboard.press("Control+z");
  expect([await shown(0, 0), await shown(0, 1), await shown(1, 0)]).toEqual([
    "1\u00a0000,50",
    before[1],
    before[2],
  ]);
  await page.keyboard.press("Control+y");
  expect(await shown(1, 0)).toBe("åtta");
  await cell(2, 0).click();
  await page.keyboard.type("5");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Control+r");
  expect([await shown(2, 1), await shown(2, 2)]).toEqual(["5,00", "5,00"]);

  // Nothing is lost by leaving: the draft is on the server, the fault too, and says what to try.
  await page.locator("#sheet-status", { hasText: /^Utkast sparat/ }).waitFor();
  await page.goto("/plans/budget-2025?cost_centre=3910");
  await page.waitForSelector('#sheet[role="grid"]');
  expect(await shown(1, 0)).toBe("åtta");
  expect(await page.locator("#faults").textContent()).toContain("”åtta”");
  await cell(1, 0).click();
  await page.keyboard.press("Delete");
  await page.getByRole("button", { name: "Granska och spara" }).click();
  expect(await page.locator("h1").textContent()).toBe("Granska budget-2025");
  expect(await page.locator("main tbody tr").count()).toBe(7);
  expect(await axeOf(page)).toEqual([]);
  await page.getByLabel(/^Kommentar/).fill("lägre lön");
  await page.getByRole("button", { name: "Spara ändringarna" }).click();
  expect(await page.locator("h1").textContent()).toBe("Historik för budget-2025");
  expect(await page.locator("main").textContent()).toMatch(/controller, .*: lägre lön/);
}

/** The same plan by its workbook: down, filled in, up, looked through, saved; a wrong one is refused by address. */
export async function budgetByTemplate(page: Page): Promise<void> {
  await page.goto("/plans/budget-2025?cost_centre=3910");
  const address = await page.getByRole("link", { name: /^Ladda ner mallen/ }).getAttribute("href");
  const template = await (await page.request.get(address ?? "")).body();
  await upload(page, await filled(template, { I6: 4321.5, J6: "tolv" }));
  expect(await page.locator("main").textContent()).toContain("Plan!J6. Inget belopp: ”tolv”.");
  await page.goto("/plans/budget-2025?cost_centre=3910");
  await upload(page, await filled(template, { I6: 4321.5 }));
  expect(await page.locator("h1").textContent()).toBe("Granska budget-2025");
  expect(await page.locator("main tbody tr").allTextContents()).toEqual([
    expect.stringContaining("4\u00a0321,50"),
  ]);
  await page.getByRole("button", { name: "Spara ändringarna" }).click();
  expect(await page.locator("main h2").first().textContent()).toBe("Version 3");
}

/** Without scripts the sheet is a form: written in, looked through, saved. Afterwards the working version is dropped. */
export async function budgetWithoutScripts(page: Page): Promise<void> {
  await page.goto("/plans/budget-2025?cost_centre=3910");
  const field = page.locator("#sheet td.cell input").first();
  expect(await field.inputValue()).toBe("4\u00a0321,50");
  await field.fill("nio");
  await page.getByRole("button", { name: "Spara utkast och räkna" }).click();
  expect(await page.locator("#faults").textContent()).toContain("”nio”");
  await page.locator("#sheet td.cell input").first().fill("9,00");
  await page.getByRole("button", { name: "Granska och spara" }).click();
  await page.getByRole("button", { name: "Spara ändringarna" }).click();
  expect(await page.locator("main tbody tr").first().textContent()).toMatch(/4\u00a0321,509,00$/);
  await page.goto("/plans/budget-2025");
  await page.getByText("Fastställ eller släng").click();
  await page.getByRole("button", { name: "Släng arbetsversionen" }).click();
  expect(await page.locator("main").textContent()).not.toContain("budget-2025");
}

function oreIn(text: string): number {
  return Number(text.replace(/[^\d]/g, "")) * (text.includes("\u2212") ? -1 : 1);
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }`);
}

async function filled(bytes: Uint8Array, edits: Readonly<Record<string, string | number>>): Promise<Buffer> {
  const book = await openXlsx(bytes);
  const [sheet] = book.sheets;
  for (const [address, value] of Object.entries(edits)) {
    const [row, column] = [Number(address.slice(1)) - 1, address.charCodeAt(0) - 65];
    (sheet?.rows[row] ?? [])[column] = value;
    sheet?.cells?.set(`${row},${column}`, { value, type: typeof value === "number" ? "number" : "string" });
  }
  return Buffer.from(await saveXlsx(book));
}

async function upload(page: Page, buffer: Buffer): Promise<void> {
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  await page.locator('input[type="file"]').setInputFiles({ name: "budget.xlsx", mimeType, buffer });
  await page.getByRole("button", { name: "Läs in mallen" }).click();
}
