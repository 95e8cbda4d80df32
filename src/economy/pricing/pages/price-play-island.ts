import { ore, type Problem } from "../../../kernel/index.ts";
import { formatAmount, isLanguage, type Language } from "../../../platform/language/index.ts";
import type { Browser, DomElement } from "../../../platform/web/index.ts";
import { unpackBasis } from "../../costing/index.ts";
import {
  effectWords,
  type PlayAssumption,
  type PricePlay,
  type PricePlayBasis,
  pricePlayOf,
  readPlayAssumption,
} from "../index.ts";
import { isPlayKind, playAddress, writtenOf } from "./price-play-draft.ts";
import { playColumns, playRows, playText } from "./price-play-rows.ts";

/**
 * The price decision in the reader's own browser: the costing's engine, the proposal and the simulator as they are on the
 * server. A dragged slider makes the whole price list again and moves every customer. Nothing is sent or written.
 */
const browser = globalThis as unknown as Browser;

function found(at: { querySelector(selector: string): DomElement | null }, selector: string): DomElement {
  const element = at.querySelector(selector);
  if (element === null) throw new Error(`the page has no ${selector}`);
  return element;
}

async function start(): Promise<void> {
  const form = found(browser.document, "#price-play");
  const answer = await fetch(form.dataset["basis"] as string);
  // The server's own form goes on working where the basis cannot be had.
  if (!answer.ok) return;
  const { costing, prices } = (await answer.json()) as { costing: object; prices: PricePlayBasis };
  const play = pricePlayOf(unpackBasis(costing), prices);
  if (play.ok) live(form, prices, play.value);
}

function live(form: DomElement, prices: PricePlayBasis, play: PricePlay): void {
  const { document, history } = browser;
  const language: Language = isLanguage(form.dataset["language"]) ? form.dataset["language"] : "sv";
  const kind = form.dataset["kind"];
  if (!isPlayKind(kind)) return;
  const field = (name: string): DomElement | null => form.querySelector(`[name="${name}"]`);
  const kept = [...form.querySelectorAll('[name="set"]')].map((one) => one.value);
  const body = found(document, "#play-customers");
  const rowOf = new Map([...body.querySelectorAll("tr")].map((row) => [row.dataset["customer"] ?? "", row]));
  const message = found(document, "#play-message");
  const speed = found(document, "#play-speed");
  const share = found(document, "#play-share");
  const slider = form.querySelector("#play-slider");
  const change = field("change");
  let isWaiting = false;
  let settling: unknown;

  /** One drawing for a frame, whatever the number of events in it. */
  const ask = (): void => {
    if (isWaiting) return;
    isWaiting = true;
    browser.requestAnimationFrame(() => {
      isWaiting = false;
      draw();
    });
  };

  const draw = (): void => {
    const started = performance.now();
    const valueOf = (name: string): string => field(name)?.value ?? "";
    const draft = writtenOf({ kind, what: valueOf("what"), who: valueOf("who"), change: valueOf("change") });
    const written = draft === undefined ? kept : [...kept, draft];
    const problems: Problem[] = [];
    const assumptions: PlayAssumption[] = [];
    for (const text of written) {
      const read = readPlayAssumption(text);
      if (read.ok) assumptions.push(read.value);
      else problems.push(...read.problems);
    }
    const after = problems.length > 0 ? undefined : play.after(assumptions);
    if (after?.ok === false) problems.push(...after.problems);
    const [first] = problems;
    message.textContent = first === undefined ? "" : language === "sv" ? first.message_sv : first.message_en;
    message.hidden = first === undefined;
    const tried = document.querySelector('#keep-played [name="set"]');
    if (tried !== null) tried.value = written.join("\n");
    if (after?.ok !== true) return;
    const { rows, totals } = playRows(play.before, after.value);
    for (const { customer, amounts, barX, barWidth, barClass } of rows) {
      const row = rowOf.get(customer);
      if (row === undefined) continue;
      for (const column of playColumns)
        write(found(row, `.${column}`), playText(column, amounts[column], language), amounts[column]);
      const bar = found(row, "rect");
      bar.setAttribute("x", barX);
      bar.setAttribute("width", barWidth);
      bar.setAttribute("class", barClass);
    }
    for (const column of playColumns)
      write(found(document, `#play-${column}`), playText(column, totals[column], language), totals[column]);
    const { simulation, costedOre, uncoveredOre } = after.value;
    write(found(document, "#play-costed"), formatAmount(costedOre, language), costedOre);
    write(found(document, "#play-uncovered"), formatAmount(uncoveredOre, language), uncoveredOre);
    for (const [name] of effectWords) {
      const cell = document.querySelector(`#play-${name}`);
      const amount = ore(simulation.totals.effects[name]);
      if (cell !== null) write(cell, playText("moved", amount, language), amount);
    }
    const { duration } = performance.measure("price-play", { start: started });
    const took = Math.max(1, Math.round(duration));
    speed.textContent =
      language === "sv"
        ? `Omräknat här i webbläsaren på ${took} ms.`
        : `Made again here in the browser in ${took} ms.`;
    browser.clearTimeout(settling);
    // A list that moves under the hand cannot be read: it is sorted again when the hand rests.
    settling = browser.setTimeout(() => {
      body.append(...rows.flatMap(({ customer }) => rowOf.get(customer) ?? []));
      const address = playAddress(prices.version.version, written, kind);
      share.setAttribute("href", address);
      history.replaceState(undefined, "", address);
    }, 250);
  };

  if (slider !== null && change !== null) {
    slider.hidden = false;
    slider.addEventListener("input", () => {
      change.value = language === "sv" ? slider.value.replace(".", ",") : slider.value;
      ask();
    });
    change.addEventListener("input", () => {
      slider.value = change.value.replace(",", ".").replace("\u2212", "-");
      ask();
    });
  }
  for (const name of ["what", "who"]) field(name)?.addEventListener("change", ask);
  form.dataset["live"] = "yes";
  draw();
}

/** Only what has changed is touched: the browser lays out no more than that. */
function write(cell: DomElement, text: string, amountOre: number): void {
  const written = String(amountOre);
  if (cell.dataset["ore"] === written) return;
  cell.dataset["ore"] = written;
  cell.textContent = text;
}

await start();
