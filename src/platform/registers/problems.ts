import { adviceOf, closest, type Problem, type ProblemCatalogue } from "../../kernel/index.ts";

/** Every code that a change of a register is refused with. docs/problems.md is generated from it. */
export const catalogue = {
  "registers.unknown-register": {
    severity: "stop",
    title_sv: "Registret finns inte",
    title_en: "There is no such register",
    try_sv: "Visa alla: ./underlag register list",
    try_en: "List them: ./underlag register list",
  },
  "registers.unknown-entry": {
    severity: "stop",
    title_sv: "Registret har ingen sådan rad",
    title_en: "The register has no such row",
    try_sv: "Visa dess rader: ./underlag register list <register>",
    try_en: "List its rows: ./underlag register list <register>",
  },
  "registers.known-entry": {
    severity: "stop",
    title_sv: "Registret har redan en rad med den nyckeln",
    title_en: "The register already has a row of that key",
    try_sv: "Ändra den i stället: ./underlag register set <register> <nyckel> kolumn=värde",
    try_en: "Change it instead: ./underlag register set <register> <key> column=value",
  },
  "registers.unknown-column": {
    severity: "stop",
    title_sv: "Registret har ingen sådan kolumn, eller så hör den till nyckeln",
    title_en: "The register has no such column, or it belongs to the key",
    try_sv:
      "docs/pack.md räknar upp kolumnerna. En nyckel ändras aldrig: lägg till en ny rad och avsluta den gamla.",
    try_en: "docs/pack.md lists the columns. A key never changes: add a new row and end the old one.",
  },
  "registers.unknown-reference": {
    severity: "stop",
    title_sv: "Registret hänvisar till något som inte finns",
    title_en: "The register refers to what is not there",
    try_sv: "Rätta koden, eller lägg först till det som den hänvisar till.",
    try_en: "Correct the code, or add what it refers to first.",
  },
  "registers.not-removable": {
    severity: "stop",
    title_sv: "Rader i registret tas inte bort",
    title_en: "Rows of the register are not removed",
    try_sv:
      "Avsluta raden i stället, med giltig till eller ett läge: det som hänvisar till den ska kunna läsas.",
    try_en: "End the row instead, by valid to or a state: what refers to it is to stay readable.",
  },
  "registers.still-referred": {
    severity: "stop",
    title_sv: "Något hänvisar till raden",
    title_en: "Something refers to the row",
    try_sv: "Ändra eller avsluta först det som hänvisar till den, eller avsluta raden i stället.",
    try_en: "Change or end what refers to it first, or end the row instead.",
  },
  "registers.changed-meanwhile": {
    severity: "stop",
    title_sv: "Någon annan har ändrat samma cell under tiden",
    title_en: "Somebody else has changed the same cell meanwhile",
    try_sv: "Se vad den säger nu; behåll det, eller spara med överskrivning.",
    try_en: "See what it says now; keep that, or save and write over.",
  },
  "registers.not-what-was-seen": {
    severity: "stop",
    title_sv: "Raden är inte vad den var när den lästes (If-Match)",
    title_en: "The row is not what it was when it was read (If-Match)",
    try_sv: "Läs raden igen, och ändra den därifrån.",
    try_en: "Read the row again, and change it from there.",
  },
  "registers.nothing-drafted": {
    severity: "stop",
    title_sv: "Utkastet är tomt",
    title_en: "The draft is empty",
    try_sv: "Ändra en rad på webben, eller: ./underlag register set <register> <nyckel> kolumn=värde --draft",
    try_en: "Change a row on the web, or: ./underlag register set <register> <key> column=value --draft",
  },
} as const satisfies ProblemCatalogue;

function make(
  code: keyof typeof catalogue,
  text: string,
  message: { readonly message_sv: string; readonly message_en: string },
): Problem {
  const entry = catalogue[code];
  return { code, severity: entry.severity, text, ...message, ...adviceOf(entry) };
}

export function unknownRegister(name: string, known: readonly string[]): Problem {
  const near = closest(name, known);
  return make("registers.unknown-register", name, {
    message_sv: `Det finns inget register ${name}.${near === undefined ? "" : ` Menades ${near}?`}`,
    message_en: `There is no register ${name}.${near === undefined ? "" : ` Did you mean ${near}?`}`,
  });
}

export function unknownEntry(register: string, key: string): Problem {
  return make("registers.unknown-entry", key, {
    message_sv: `${register} har ingen rad ${key}.`,
    message_en: `${register} has no row ${key}.`,
  });
}

export function knownEntry(register: string, key: string): Problem {
  return make("registers.known-entry", key, {
    message_sv: `${register} har redan en rad ${key}.`,
    message_en: `${register} already has a row ${key}.`,
  });
}

export function unknownColumn(register: string, column: string): Problem {
  return make("registers.unknown-column", column, {
    message_sv: `${register} har ingen kolumn ${column} som kan ändras.`,
    message_en: `${register} has no column ${column} that can be changed.`,
  });
}

export function unknownReference(code: string, sv: string, en: string): Problem {
  return make("registers.unknown-reference", code, {
    message_sv: `${code} finns inte bland ${sv}.`,
    message_en: `${code} is not among the ${en}.`,
  });
}

export function notRemovable(register: string, key: string): Problem {
  return make("registers.not-removable", key, {
    message_sv: `${register} ${key}: rader i registret tas inte bort.`,
    message_en: `${register} ${key}: rows of the register are not removed.`,
  });
}

export function stillReferred(key: string, by: { readonly sv: string; readonly en: string }): Problem {
  return make("registers.still-referred", key, {
    message_sv: `${key} kan inte tas bort: ${by.sv} hänvisar till den.`,
    message_en: `${key} cannot be removed: ${by.en} refer to it.`,
  });
}

export function changedMeanwhile(column: string, saw: string, says: string): Problem {
  const word = (text: string): string => (text === "" ? "–" : text);
  return make("registers.changed-meanwhile", column, {
    message_sv: `${column}: någon annan har ändrat från ”${word(saw)}” till ”${word(says)}” under tiden.`,
    message_en: `${column}: somebody else has changed it from "${word(saw)}" to "${word(says)}" meanwhile.`,
  });
}

export function notWhatWasSeen(register: string, key: string): Problem {
  return make("registers.not-what-was-seen", key, {
    message_sv: `${register} ${key} har ändrats sedan raden lästes.`,
    message_en: `${register} ${key} has been changed since the row was read.`,
  });
}

export function nothingDrafted(register: string): Problem {
  return make("registers.nothing-drafted", register, {
    message_sv: `Det finns inget att spara i utkastet till ${register}.`,
    message_en: `There is nothing to save in the draft of ${register}.`,
  });
}
