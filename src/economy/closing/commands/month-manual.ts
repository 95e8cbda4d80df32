import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `month`. */
export const monthManual: BothLanguages = {
  sv: `Månadsstängning: vad som är kvar, vad som stoppar, protokollet.

Användning
  ./underlag month list [--json]
  ./underlag month show --period ÅÅÅÅ-MM [--json]
  ./underlag month judge --period ÅÅÅÅ-MM --step deviations --text "..." [--seen] --as <inloggning>
  ./underlag month close --period ÅÅÅÅ-MM --as <inloggning>
  ./underlag month protocol --period ÅÅÅÅ-MM [--number N] [--to FIL.pdf] [--json]
  ./underlag month ask-reopen --period ÅÅÅÅ-MM --reason "..." --as <inloggning>
  ./underlag month reopen --period ÅÅÅÅ-MM --as <en annan inloggning>

Stegen bockas av uppgifterna själva: böcker, konton, fördelningsgrunder, förbrukning, kalkyl, fakturakörning, leveranser, avstämning.
Människor bedömer det som uppgifter inte kan: deviations och report; usage, drivers, delivered och reconciled får märkas som sedda.
\`close\` nekar så länge något stoppar, och bevarar protokollet: det som händer sedan ändrar det aldrig. En månad som öppnas och stängs
igen har ett för varje stängning (--number). En stängd månad tar inga fler bokningar, och ingen fil som ändrar den läses in.`,
  en: `Closing a month: what is left, what stops, the protocol.

Usage
  ./underlag month list [--json]
  ./underlag month show --period YYYY-MM [--json]
  ./underlag month judge --period YYYY-MM --step deviations --text "..." [--seen] --as <login>
  ./underlag month close --period YYYY-MM --as <login>
  ./underlag month protocol --period YYYY-MM [--number N] [--to FILE.pdf] [--json]
  ./underlag month ask-reopen --period YYYY-MM --reason "..." --as <login>
  ./underlag month reopen --period YYYY-MM --as <another login>

Steps are ticked by data: books, accounts, drivers, usage, costing, the run, deliveries, reconciliation. People judge what data cannot:
deviations and report; usage, drivers, delivered and reconciled may be marked as seen. \`close\` refuses while anything stops, and keeps
the protocol: what happens later never changes it. A month that is opened and closed again has one for each closing (--number).
A closed month takes no more postings, and no file that changes it is loaded.`,
};
