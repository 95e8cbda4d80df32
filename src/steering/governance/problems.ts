import { type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

/** Every code that the board's registers refuse with. docs/problems.md is generated from it. */
export const catalogue = {
  "governance.closed-without-day": {
    severity: "stop",
    title_sv: "Avslutad utan dag, eller öppen med",
    title_en: "Closed without a day, or open with one",
    try_sv: "Fyll i closed_on när raden är avslutad, och bara då.",
    try_en: "Fill in closed_on when the row is closed, and only then.",
  },
  "governance.closed-without-decision": {
    severity: "stop",
    title_sv: "Avslutat uppdrag utan beslut",
    title_en: "Closed assignment without a decision",
    try_sv:
      "Ett uppdrag avslutas av den som gav det: ange beslutets diarienummer eller paragraf i closed_by, eller sätt läget till proposed-closed.",
    try_en:
      "An assignment is closed by who gave it: give the decision's registry number or paragraph in closed_by, or set the state to proposed-closed.",
  },
  "governance.board-in-budget": {
    severity: "stop",
    title_sv: "Nämndens eget uppdrag med budgetbeslut",
    title_en: "The board's own assignment with a budget decision",
    try_sv: "Lämna in_budget tomt där uppdragsgivaren är nämnden själv.",
    try_en: "Leave in_budget empty where the giver is the board itself.",
  },
  "governance.registry-number": {
    severity: "stop",
    title_sv: "Diarienumret har fel form",
    title_en: "The registry number has the wrong form",
    try_sv: "Skriv det som NNNN/ÅÅ, t.ex. 0190/24.",
    try_en: "Write it as NNNN/YY, e.g. 0190/24.",
  },
  "governance.unanswered": {
    severity: "stop",
    title_sv: "En rubrik i avvikelsen är inte besvarad",
    title_en: "A heading of the deviation is not answered",
    try_sv: "Skriv det som finns att säga, eller ordet inga: en tom rubrik säger ingenting.",
    try_en: "Write what there is to say, or the word inga (none): an empty heading says nothing.",
  },
  "governance.scale": {
    severity: "stop",
    title_sv: "Värdet ligger utanför skalan",
    title_en: "The value is outside the scale",
    try_sv: "Sannolikhet och konsekvens för en risk är heltal från 1 till 4.",
    try_en: "Likelihood and impact of a risk are whole numbers from 1 to 4.",
  },
  "governance.more-than-all": {
    severity: "stop",
    title_sv: "Fler än alla",
    title_en: "More than all",
    try_sv: "Lösta inom avtalad tid, och större, är delar av incidenterna.",
    try_en: "Solved within the agreed time, and major ones, are parts of the incidents.",
  },
  "governance.unreadable-value": {
    severity: "stop",
    title_sv: "Värdet har fel form för sin enhet",
    title_en: "The value has the wrong form for its unit",
    try_sv:
      "Ett tal skrivs med decimalpunkt eller decimalkomma och utan enhet, t.ex. 58,6; ett datum som 2024, 2024-05 eller 2024-05-31.",
    try_en:
      "A number is written with a decimal point or comma and no unit, e.g. 58.6; a date as 2024, 2024-05 or 2024-05-31.",
  },
} satisfies ProblemCatalogue;

export const problemOf = problemMaker<keyof typeof catalogue>(catalogue);
