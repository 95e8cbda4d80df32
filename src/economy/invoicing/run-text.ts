import { inLanguage, type Language, formatAmount } from "../../platform/language/index.ts";
import type { Ore } from "../../kernel/index.ts";
import type { Invoice } from "./documents.ts";
import { type Gate, stopsOf } from "./gates.ts";
import type { BillingRun, RunState } from "./run.ts";

/** What is told of runs and documents on a terminal, in the reader's language. */
export interface RunTexts {
  state(state: RunState): string;
  kind(kind: Invoice["kind"]): string;
  run(run: BillingRun): string;
  proposal(run: BillingRun, proposal: ProposedRun): string;
}

export interface ProposedRun {
  readonly lineCount: number;
  readonly documents: readonly unknown[];
  readonly gates: readonly Gate[];
  readonly netOre: Ore;
}

const states: Readonly<Record<RunState, { readonly sv: string; readonly en: string }>> = {
  rehearsed: { sv: "provad", en: "rehearsed" },
  approved: { sv: "godkänd", en: "approved" },
  issued: { sv: "utfärdad", en: "issued" },
};

const kinds: Readonly<Record<Invoice["kind"], { readonly sv: string; readonly en: string }>> = {
  invoice: { sv: "faktura", en: "invoice" },
  "credit-note": { sv: "kreditnota", en: "credit note" },
};

/** How many findings of a gate are listed before the rest are only counted. */
const findingsShown = 20;

export function runTexts(language: Language): RunTexts {
  const say = (sv: string, en: string): string => inLanguage(language, { sv, en });
  const kronor = (amount: Ore): string => `${formatAmount(amount, language)} kr`;
  const state = (of: RunState): string => inLanguage(language, states[of]);
  return {
    state,
    kind: (kind) => inLanguage(language, kinds[kind]),
    run: (run) =>
      `${run.run.padEnd(32)} ${state(run.state).padEnd(10)} ${say("netto", "net").padEnd(5)} ${kronor(run.totalOre).padStart(23)}`,
    proposal(run, { lineCount, documents, gates, netOre }) {
      const rows = [
        say(
          `${run.run}  ${state(run.state)}  ${documents.length} dokument, ${lineCount} rader, netto ${kronor(netOre)}`,
          `${run.run}  ${state(run.state)}  ${documents.length} documents, ${lineCount} lines, net ${kronor(netOre)}`,
        ),
      ];
      for (const gate of gates) {
        const { findings } = gate;
        const mark =
          stopsOf([gate]).length > 0 ? say("stopp", "stop") : findings.length > 0 ? say("se", "look") : "ok";
        const name = inLanguage(language, { sv: gate.nameSv, en: gate.nameEn });
        rows.push(`${mark.padEnd(6)} ${name}${findings.length > 0 ? ` (${findings.length})` : ""}`);
        for (const finding of findings.slice(0, findingsShown)) {
          rows.push(`        ${inLanguage(language, { sv: finding.message_sv, en: finding.message_en })}`);
        }
        const more = findings.length - findingsShown;
        if (more > 0) {
          rows.push(`        … ${say(`${more} till, alla med --json`, `${more} more, all with --json`)}`);
        }
      }
      return rows.join("\n");
    },
  };
}
