import { type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

/** Every code that a fact is refused or told of with. docs/problems.md is generated from it. */
export const catalogue = {
  "facts.unreadable-formula": {
    severity: "stop",
    title_sv: "Formeln går inte att läsa",
    title_en: "The formula cannot be read",
    try_sv:
      "Ett minus står mellan blanksteg, texter inom citattecken, och parenteser kommer parvis: docs/report-language.md.",
    try_en:
      "A minus stands between blanks, texts within quotes, and parentheses come in pairs: docs/report-language.md.",
  },
  "facts.unknown-name": {
    severity: "stop",
    title_sv: "Talet finns inte längre",
    title_en: "The figure is not there any more",
    try_sv:
      "Visa fakta: ./underlag report facts --year Å. En rad eller kolumn i en rapport kan ha bytt namn.",
    try_en:
      "List the facts: ./underlag report facts --year Y. A row or a column of a statement may have got another name.",
  },
  "facts.circle": {
    severity: "stop",
    title_sv: "Faktan räknas ur sig själv",
    title_en: "The fact is computed from itself",
    try_sv: "Följ namnen i meddelandet och låt ett av dem läsa bokföringen eller ett register i stället.",
    try_en: "Follow the names in the message and let one of them read the books or a register instead.",
  },
  "facts.units": {
    severity: "stop",
    title_sv: "Enheterna går inte ihop",
    title_en: "The units do not go together",
    try_sv:
      "Kronor läggs ihop med kronor; skriv ett belopp med sin enhet (3.7mnkr), en andel med percent(del, helhet).",
    try_en:
      "Kronor are added to kronor; write an amount with its unit (3.7mnkr), a share by percent(part, whole).",
  },
  "facts.nothing-to-divide-by": {
    severity: "warn",
    title_sv: "Nämnaren är noll",
    title_en: "The denominator is zero",
    try_sv: "En ökning från ingenting har ingen procent: skriv beloppen i stället.",
    try_en: "A growth from nothing has no per cent: write the amounts instead.",
  },
  "facts.unknown-function": {
    severity: "stop",
    title_sv: "Funktionen finns inte, eller tar andra värden",
    title_en: "There is no such function, or it takes other values",
    try_sv: "Funktionerna står i docs/report-language.md.",
    try_en: "The functions are in docs/report-language.md.",
  },
  "facts.unknown-fact": {
    severity: "stop",
    title_sv: "Faktan finns inte",
    title_en: "There is no such fact",
    try_sv: "Visa fakta: ./underlag report facts --year Å",
    try_en: "List the facts: ./underlag report facts --year Y",
  },
  "facts.nothing-to-verify": {
    severity: "stop",
    title_sv: "Faktan har inget värde att intyga",
    title_en: "The fact has no value to vouch for",
    try_sv: "Rätta det som formeln läser först: ./underlag report verify --year Å",
    try_en: "Mend what its formula reads first: ./underlag report verify --year Y",
  },
  "facts.approve-own": {
    severity: "stop",
    title_sv: "Den som granskat ett tal godkänner det inte",
    title_en: "Who verified a figure does not approve it",
    try_sv: "Låt någon annan godkänna det.",
    try_en: "Let somebody else approve it.",
  },
} satisfies ProblemCatalogue;

export const problemOf = problemMaker<keyof typeof catalogue>(catalogue);
