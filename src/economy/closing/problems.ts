import { type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

/** Every code that a month's closing is refused with. docs/problems.md is generated from it. */
export const catalogue = {
  "closing.not-ready": {
    severity: "stop",
    title_sv: "Månaden kan inte stängas än",
    title_en: "The month cannot be closed yet",
    try_sv: "Se vad som återstår: ./underlag month show --period ÅÅÅÅ-MM, eller sidan Månad.",
    try_en: "See what is left: ./underlag month show --period YYYY-MM, or the page Månad.",
  },
  "closing.not-a-judgement": {
    severity: "stop",
    title_sv: "Steget bedöms inte av en person",
    title_en: "The step is not for a person to judge",
    try_sv: "Det steget bockas av av data. Bedöm något av: usage, drivers, reconciled, deviations, report.",
    try_en: "Data ticks it. Judge one of: usage, drivers, reconciled, deviations, report.",
  },
  "closing.judgement-words": {
    severity: "stop",
    title_sv: "Bedömningen saknar ord",
    title_en: "The judgement has no words",
    try_sv: "Säg i en mening vad som har granskats och vad det betyder.",
    try_en: "Say in a sentence what was looked at and what it means.",
  },
  "closing.month-closed": {
    severity: "stop",
    title_sv: "Månaden är stängd",
    title_en: "The month is closed",
    try_sv:
      "Låt två personer öppna månaden igen: ./underlag month ask-reopen, sedan ./underlag month reopen av den andra.",
    try_en:
      "Let two people reopen it: ./underlag month ask-reopen, then ./underlag month reopen by the other.",
  },
  "closing.month-open": {
    severity: "stop",
    title_sv: "Månaden är inte stängd",
    title_en: "The month is not closed",
    try_sv: "Bara en stängd månad öppnas igen eller har ett protokoll.",
    try_en: "Only a closed month is reopened or has a protocol.",
  },
  "closing.no-protocol": {
    severity: "stop",
    title_sv: "Månaden har inget sådant protokoll",
    title_en: "The month has no such protocol",
    try_sv:
      "Protokollet skrivs när månaden stängs med ./underlag month close. En månad som var stängd redan när den lästes in har inget; öppna och stäng den i så fall igen.",
    try_en:
      "The protocol is written when ./underlag month close closes the month. A month that was closed already when it was loaded has none; reopen and close it if one is needed.",
  },
  "closing.protocol-changed": {
    severity: "stop",
    title_sv: "Ett månadsprotokoll har ändrats",
    title_en: "A month's protocol has been changed",
    try_sv:
      "Protokoll ändras aldrig av programmet. Ta reda på vem som har skrivit i databasen, och återställ från säkerhetskopian.",
    try_en:
      "The program never changes a protocol. Find out who wrote in the database, and restore the backup.",
  },
  "closing.not-asked": {
    severity: "stop",
    title_sv: "Ingen har bett om att månaden öppnas",
    title_en: "Nobody has asked for the month to be reopened",
    try_sv: "En person begär med ett skäl (month ask-reopen), en annan öppnar (month reopen).",
    try_en: "One person asks with a reason (month ask-reopen), another opens (month reopen).",
  },
  "closing.same-person": {
    severity: "stop",
    title_sv: "Den som bad om öppning kan inte själv öppna",
    title_en: "Who asked for the reopening cannot do it",
    try_sv: "Låt en annan controller eller godkännare öppna månaden.",
    try_en: "Let another controller or approver open the month.",
  },
} as const satisfies ProblemCatalogue;

export const problemOf = problemMaker<keyof typeof catalogue>(catalogue);
