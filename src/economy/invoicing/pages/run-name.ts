import { parsePeriod } from "../../../kernel/index.ts";
import { formatPeriod, type Language } from "../../../platform/language/index.ts";

/** A run as people call it: the month, the settlement of a year, the correction for a customer. */
export function runName(language: Language, { run }: { readonly run: string }): string {
  const sv = language === "sv";
  const [month = "", part] = run.split(".");
  const period = parsePeriod(month);
  if (period !== undefined) {
    const name = formatPeriod(period, language);
    const capital = name.charAt(0).toUpperCase() + name.slice(1);
    return part === undefined ? capital : `${capital}, ${sv ? "del" : "part"} ${part}`;
  }
  const settlement = /^settlement-(\d{4})$/.exec(run);
  if (settlement !== null) return `${sv ? "Återreglering" : "Settlement"} ${settlement[1]}`;
  const objection = /^correction-objection\.(.+?)(\.new)?$/.exec(run);
  if (objection !== null)
    return objection[2] === undefined
      ? `${sv ? "Kreditering efter invändning" : "Credit after objection"} ${objection[1]}`
      : `${sv ? "Nytt dokument efter invändning" : "New document after objection"} ${objection[1]}`;
  const correction = /^correction-(.+?)-(\d{4}(?:-\d{4})?)$/.exec(run);
  if (correction !== null) {
    const [, named = "", years = ""] = correction;
    const customer = named.startsWith("=") ? named.slice(1) : named.toUpperCase();
    return `${sv ? "Rättelse" : "Correction"} ${customer} ${span(years)}`;
  }
  const rerun = /^rerun-(\d{4})-(\d{4})(?:\.(\d+))?$/.exec(run);
  if (rerun !== null) {
    const again = rerun[3] === undefined ? "" : `, ${rerun[3]}`;
    return `${sv ? "Omfördelning" : "Sharing anew"} ${span(`${rerun[1]}-${rerun[2]}`)}${again}`;
  }
  return run;
}

/** The years from and to, once where they are the same. */
function span(years: string): string {
  const [from, to] = years.split("-");
  return from === to || to === undefined ? (from ?? "") : `${from}–${to}`;
}
