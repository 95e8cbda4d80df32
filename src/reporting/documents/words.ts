import type { Language } from "../../platform/language/index.ts";

/** Codes of the registers as a report prints them. A code without a word is printed as it is. */
const words: Readonly<Record<string, readonly [sv: string, en: string]>> = {
  "not-started": ["Inte påbörjad", "Not started"],
  ongoing: ["Pågår", "Ongoing"],
  done: ["Genomförd", "Done"],
  continues: ["Fortsätter nästa år", "Continues next year"],
  stopped: ["Avbruten", "Stopped"],
  "proposed-closed": ["Föreslås avslutat", "Proposed closed"],
  closed: ["Avslutad", "Closed"],
  open: ["Öppen", "Open"],
  council: ["Kommunfullmäktige", "The city council"],
  "executive-board": ["Kommunstyrelsen", "The executive board"],
  board: ["Nämnden", "The board"],
  department: ["Förvaltningen", "The department"],
  strength: ["Styrka", "Strength"],
  sufficient: ["Tillräckligt effektivt", "Sufficiently effective"],
  improve: ["Behöver förbättras", "Needs improvement"],
  green: ["Enligt plan", "As planned"],
  yellow: ["Avviker", "Deviates"],
  red: ["Avviker väsentligt", "Deviates materially"],
  planned: ["Planerad", "Planned"],
  "no-remark": ["Utan anmärkning", "No remark"],
  remark: ["Anmärkning", "Remark"],
};

export function wordOf(code: string, language: Language): string {
  return words[code]?.[language === "sv" ? 0 : 1] ?? code;
}
