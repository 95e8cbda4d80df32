import type { Browser, DomElement } from "./page-dom.ts";

/**
 * What every page can do where scripts run: search from anywhere with Ctrl K, copy a table, copy the address of a figure. All of it can be done
 * without, so nothing here is told to those who have no scripts.
 */
const browser = globalThis as unknown as Browser;
const { document, location, navigator, DOMParser } = browser;
const isSwedish = document.documentElement.lang === "sv";

for (const button of document.querySelectorAll("[data-copy-table]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const table = document.querySelector(`[data-number="${button.dataset["copyTable"] ?? ""}"]`);
    void copied(button, table === null ? "" : asText(table));
  });
}
for (const button of document.querySelectorAll("[data-copy-link]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    void copied(button, new URL(button.dataset["copyLink"] ?? "", location.href).href);
  });
}

/** Tabs between cells: what a spreadsheet takes from the clipboard. */
function asText(table: DomElement): string {
  return [...table.rows]
    .map((row) => [...row.cells].map((cell) => cell.innerText.replaceAll(/\s+/g, " ").trim()).join("\t"))
    .join("\n");
}

async function copied(button: DomElement, text: string): Promise<void> {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = isSwedish ? "Kopierat" : "Copied";
  } catch {
    button.textContent = isSwedish ? "Gick inte att kopiera" : "Could not copy";
  }
  setTimeout(() => {
    button.textContent = before;
  }, 2000);
}

let dialog: DomElement | undefined;

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "k") return;
  event.preventDefault();
  openSearch();
});

/** The search page in a dialog: the same answers, while one types. */
function openSearch(): void {
  dialog ??= made();
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input")?.select();
}

function made(): DomElement {
  const box = document.createElement("dialog");
  box.className = "seeker";
  box.setAttribute("aria-label", isSwedish ? "Sök" : "Search");
  const field = document.createElement("input");
  field.type = "search";
  field.setAttribute("aria-label", isSwedish ? "Sök" : "Search");
  field.placeholder = isSwedish
    ? "Tjänst, kund, faktura, verifikation, sida, ord"
    : "Service, customer, invoice, voucher, page, word";
  const answers = document.createElement("div");
  answers.setAttribute("aria-live", "polite");
  box.append(field, answers);
  document.body.append(box);
  let asked = 0;
  field.addEventListener("input", () => {
    const mine = ++asked;
    setTimeout(() => {
      if (mine === asked) void answer(field.value, answers, () => mine === asked);
    }, 120);
  });
  box.addEventListener("keydown", (event) => {
    const links = [...answers.querySelectorAll("a")];
    if (event.key === "Enter" && document.activeElement === field) {
      if (links[0] === undefined) location.assign(`/search?q=${encodeURIComponent(field.value)}`);
      else links[0].click();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const at =
      links.findIndex((link) => link === document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (links[at] ?? field).focus();
  });
  return box;
}

async function answer(wanted: string, into: DomElement, isCurrent: () => boolean): Promise<void> {
  if (wanted.trim() === "") {
    into.replaceChildren();
    return;
  }
  const reply = await fetch(`/search?q=${encodeURIComponent(wanted)}`);
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const found = page.querySelector("#found");
  if (isCurrent() && found !== null) into.replaceChildren(found);
}
