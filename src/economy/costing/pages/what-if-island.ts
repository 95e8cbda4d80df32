import type { Problem } from "../../../kernel/index.ts";
import { formatAmount, isLanguage, type Language } from "../../../platform/language/index.ts";
import { type Play, playOf } from "../playing.ts";
import { unpackBasis, type WhatIfBasis } from "../what-if-basis.ts";
import { type Assumption, readAssumption } from "../what-if.ts";
import type { Browser, DomElement } from "../../../platform/web/index.ts";
import { addressOf, assumptionOf, isDraftKind } from "./what-if-draft.ts";
import { changeText, type WhatIfRow, whatIfRows } from "./what-if-rows.ts";

/**
 * The engine in the reader's own browser: the page has already shown the same figures, reckoned by the server; from here on
 * a dragged slider moves all customers without asking it. Nothing is sent and nothing is written.
 */
const browser = globalThis as unknown as Browser;

/** A row's parts, found once. */
interface RowView {
  readonly row: DomElement;
  readonly before: DomElement;
  readonly after: DomElement;
  readonly change: DomElement;
  readonly bar: DomElement;
  readonly months: DomElement;
}

function found(at: { querySelector(selector: string): DomElement | null }, selector: string): DomElement {
  const element = at.querySelector(selector);
  if (element === null) throw new Error(`the page has no ${selector}`);
  return element;
}

async function start(): Promise<void> {
  const { document } = browser;
  const form = found(document, "#what-if");
  const answer = await fetch(form.dataset["basis"] as string);
  // The server's own form goes on working where the basis cannot be had.
  if (!answer.ok) return;
  const basis = unpackBasis((await answer.json()) as object);
  const played = playOf(basis);
  if (played.ok) live(form, basis, played.value);
}

function live(form: DomElement, basis: WhatIfBasis, play: Play): void {
  const { document, history } = browser;
  const language: Language = isLanguage(form.dataset["language"]) ? form.dataset["language"] : "sv";
  const kind = form.dataset["kind"];
  if (!isDraftKind(kind)) return;
  const field = (name: string): DomElement | null => form.querySelector(`[name="${name}"]`);
  const valueOf = (name: string): string => field(name)?.value ?? "";
  const kept = [...form.querySelectorAll('[name="set"]')].map((one) => one.value);
  const body = found(document, "#customers");
  const views = new Map<string, RowView>();
  for (const row of body.querySelectorAll("tr")) {
    views.set(row.dataset["customer"] ?? "", {
      row,
      before: found(row, ".before"),
      after: found(row, ".after"),
      change: found(row, ".moved"),
      bar: found(row, "rect"),
      months: found(row, "path"),
    });
  }
  const message = found(document, "#what-if-message");
  const share = found(document, "#what-if-share");
  const speed = found(document, "#what-if-speed");
  const sums = ["before", "after", "moved"].map((name) => found(document, `#sum-${name}`));
  const slider = form.querySelector("#what-if-slider");

  let isWaiting = false;
  let isSettled = true;
  let settling: unknown;
  let shownOrder: readonly DomElement[] = [...views.values()].map((view) => view.row);
  /** One drawing for a frame, whatever the number of events in it. */
  const ask = (settled: boolean): void => {
    isSettled = settled;
    if (isWaiting) return;
    isWaiting = true;
    browser.requestAnimationFrame(() => {
      isWaiting = false;
      draw();
    });
  };

  /** Some time after the last change, so that no frame waits for it: a list that moves under the hand cannot be read anyway. */
  const settle = (rows: readonly WhatIfRow[], order: readonly number[], written: readonly string[]): void => {
    browser.clearTimeout(settling);
    settling = browser.setTimeout(() => {
      const sorted = order.flatMap((at) => views.get(rows[at]?.customer ?? "")?.row ?? []);
      if (sorted.some((row, at) => row !== shownOrder[at])) body.append(...sorted);
      shownOrder = sorted;
      const address = addressOf(basis, written);
      share.setAttribute("href", address);
      history.replaceState(undefined, "", address);
    }, 100);
  };

  const draw = (): void => {
    const started = performance.now();
    const draft = assumptionOf({
      kind,
      what: valueOf("what"),
      who: valueOf("who"),
      change: valueOf("change"),
      from: valueOf("from"),
    });
    const written = draft === undefined ? kept : [...kept, draft];
    const problems: Problem[] = [];
    const assumptions: Assumption[] = [];
    for (const text of written) {
      const read = readAssumption(text);
      if (read.ok) assumptions.push(read.value);
      else problems.push(...read.problems);
    }
    const after = problems.length > 0 ? undefined : play.after(assumptions);
    if (after?.ok === false) problems.push(...after.problems);
    const [first] = problems;
    message.textContent = first === undefined ? "" : language === "sv" ? first.message_sv : first.message_en;
    message.hidden = first === undefined;
    if (after?.ok !== true) return;
    const { rows, order } = whatIfRows(play, after.value, language);
    for (const row of rows) {
      const view = views.get(row.customer);
      if (view !== undefined) show(view, row);
    }
    const change = after.value.sumOre - play.before.sumOre;
    write(sums[0] as DomElement, formatAmount(play.before.sumOre, language), play.before.sumOre);
    write(sums[1] as DomElement, formatAmount(after.value.sumOre, language), after.value.sumOre);
    write(sums[2] as DomElement, changeText(change, language), change);
    if (isSettled) settle(rows, order, written);
    const { duration } = performance.measure("what-if", { start: started });
    const took = Math.max(1, Math.round(duration));
    speed.textContent =
      language === "sv"
        ? `Omräknat här i webbläsaren på ${took} ms.`
        : `Reckoned here in the browser in ${took} ms.`;
  };

  const change = field("change");
  if (slider !== null && change !== null) {
    slider.hidden = false;
    slider.addEventListener("input", () => {
      change.value = language === "sv" ? slider.value.replace(".", ",") : slider.value;
      ask(false);
    });
    slider.addEventListener("change", () => ask(true));
    change.addEventListener("input", () => {
      slider.value = change.value.replace(",", ".").replace("\u2212", "-");
      ask(true);
    });
  }
  for (const name of ["what", "who", "from", "change"]) {
    if (name === "what" && kind === "driver")
      field(name)?.addEventListener("change", () =>
        offerSubjects(basis, play, valueOf("what"), field("who")),
      );
    field(name)?.addEventListener("change", () => ask(true));
  }
  form.addEventListener("submit", (event) => {
    // "Reckon" has nothing left to do; to keep an assumption and begin another the page is asked for anew.
    if (form.dataset["keeping"] === "yes") return;
    event.preventDefault();
    ask(true);
  });
  for (const button of form.querySelectorAll("button"))
    button.addEventListener("click", () => {
      form.dataset["keeping"] = button.getAttribute("name") === "keep" ? "yes" : "no";
    });
  form.dataset["live"] = "yes";
  ask(true);
}

/** A driver is measured for customers, or for services and pools: only those it has are offered. */
function offerSubjects(basis: WhatIfBasis, play: Play, driver: string, who: DomElement | null): void {
  if (who === null) return;
  const subjects = new Set(play.subjects(driver));
  const names = new Map(basis.customers.map((one) => [one.customer, one.name]));
  const before = who.value;
  const options = [...subjects].sort().map((subject) => {
    const option = browser.document.createElement("option");
    option.setAttribute("value", subject);
    option.textContent = names.get(subject) ?? subject;
    return option;
  });
  const all = found(who, 'option[value="*"]');
  who.replaceChildren(all, ...options);
  who.value = subjects.has(before) ? before : ([...subjects].sort()[0] ?? "*");
}

function show(view: RowView, row: WhatIfRow): void {
  write(view.before, row.beforeText, row.beforeOre);
  write(view.after, row.afterText, row.afterOre);
  write(view.change, row.changeText, row.afterOre - row.beforeOre);
  view.bar.setAttribute("x", row.barX);
  view.bar.setAttribute("width", row.barWidth);
  view.bar.setAttribute("class", row.barClass);
  view.months.setAttribute("d", row.months);
}

/** Only what has changed is touched: the browser lays out no more than that. */
function write(cell: DomElement, text: string, amountOre: number): void {
  const written = String(amountOre);
  if (cell.dataset["ore"] === written) return;
  cell.dataset["ore"] = written;
  cell.textContent = text;
}

await start();
