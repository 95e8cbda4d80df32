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
