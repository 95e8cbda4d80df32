import { type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

/** Every code that a report is refused with. docs/problems.md is generated from it. */
export const catalogue = {
  "documents.chapter-head": {
    severity: "stop",
    title_sv: "Kapitlets huvud går inte att läsa",
    title_en: "The head of a chapter cannot be read",
    try_sv: "Inställningarna står mellan två rader med ---, sedan en rubrik: docs/report-language.md.",
    try_en: "Settings stand between two lines of ---, then a heading: docs/report-language.md.",
  },
  "documents.approved-stale": {
    severity: "stop",
    title_sv: "Godkänt kapitel som inte är genomläst",
    title_en: "Approved chapter that has not been read through",
    try_sv: "Läs igenom det och sätt stale till no, eller sätt läget till draft.",
    try_en: "Read it through and set stale to no, or set the state to draft.",
  },
  "documents.unknown-report": {
    severity: "stop",
    title_sv: "Rapporten finns inte",
    title_en: "There is no such report",
    try_sv: "Visa alla: ./underlag register list reports",
    try_en: "List them: ./underlag register list reports",
  },
  "documents.unknown-chapter": {
    severity: "stop",
    title_sv: "Kapitlet finns inte",
    title_en: "There is no such chapter",
    try_sv: "Visa alla: ./underlag report show --year Å",
    try_en: "List them: ./underlag report show --year Y",
  },
  "documents.approve-own": {
    severity: "stop",
    title_sv: "Den som skrivit kapitlet godkänner det inte",
    title_en: "Who wrote the chapter does not approve it",
    try_sv: "Låt någon annan godkänna det.",
    try_en: "Let somebody else approve it.",
  },
  "documents.not-done": {
    severity: "stop",
    title_sv: "Kapitlet är inte klart",
    title_en: "The chapter is not done",
    try_sv:
      "Sätt det som klart först; ett kapitel med siffror eller påståenden som inte stämmer kan inte godkännas.",
    try_en: "Set it done first; a chapter with figures or claims that do not hold can not be approved.",
  },
  "documents.there-already": {
    severity: "stop",
    title_sv: "Rapporten finns redan",
    title_en: "The report is there already",
    try_sv: "Kopiera till ett annat namn.",
    try_en: "Copy to another name.",
  },
  "documents.not-written": {
    severity: "stop",
    title_sv: "Mappen går inte att skriva",
    title_en: "The folder cannot be written",
    try_sv: "Ge --out en mapp som du får skriva i.",
    try_en: "Give --out a folder that you may write in.",
  },
} satisfies ProblemCatalogue;

export const problemOf = problemMaker<keyof typeof catalogue>(catalogue);
