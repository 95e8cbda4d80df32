import { type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

/** Every code that a month's closing is refused with. docs/problems.md is generated from it. */
export const catalogue = {
  "closing.not-ready": {
    severity: "stop",
    title_sv: "Månaden kan inte stängas än",
    title_en: "The month cannot be closed yet",
    try_en: "See what is left: ./underlag month show --period YYYY-MM, or the page Månad.",
  },
  "closing.not-a-judgement": {
    severity: "stop",
    title_sv: "Steget bedöms inte av en person",
    title_en: "The step is not for a person to judge",
    try_en: "Data ticks it. Judge one of: usage, drivers, reconciled, deviations, report.",
  },
  "closing.judgement-words": {
    severity: "stop",
    title_sv: "Bedömningen saknar ord",
    title_en: "The judgement has no words",
    try_en: "Say in a sentence what was looked at and what it means.",
  },
  "closing.month-closed": {
    severity: "stop",
    title_sv: "Månaden är stängd",
    title_en: "The month is closed",
    try_en:
      "Let two people reopen it: ./underlag month ask-reopen, then ./underlag month reopen by the other.",
  },
  "closing.month-open": {
    severity: "stop",
    title_sv: "Månaden är inte stängd",
    title_en: "The month is not closed",
    try_en: "Only a closed month is reopened or has a protocol.",
  },
  "closing.not-asked": {
    severity: "stop",
    title_sv: "Ingen har bett om att månaden öppnas",
    title_en: "Nobody has asked for the month to be reopened",
    try_en: "One person asks with a reason (month ask-reopen), another opens (month reopen).",
  },
  "closing.same-person": {
    severity: "stop",
    title_sv: "Den som bad om öppning kan inte själv öppna",
    title_en: "Who asked for the reopening cannot do it",
    try_en: "Let another controller or approver open the month.",
  },
} as const satisfies ProblemCatalogue;

export const problemOf = problemMaker<keyof typeof catalogue>(catalogue);
