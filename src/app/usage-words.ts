import { closest } from "../kernel/index.ts";
import type { Command } from "../platform/command/index.ts";
import { type BothLanguages, inLanguage, type Language } from "../platform/language/index.ts";
import type { CommandEntry } from "./commands.ts";

/** What `./underlag <command> --help` prints: the command's manual, and what is common to all. */
export function manualText({ manual }: Pick<Command, "manual">, language: Language): string {
  return `${inLanguage(language, manual).trim()}\n\n${inLanguage(language, commonManual)}`;
}

/** What `./underlag` and `./underlag help` print: every command with its line. */
export function overviewText(commands: readonly CommandEntry[], language: Language): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const list = commands
    .map(({ name, summary }) => `  ${name.padEnd(width)}  ${inLanguage(language, summary)}`)
    .join("\n");
  return inLanguage(language, {
    sv: `Underlag: ekonomin hos den som levererar gemensamma tjänster, till självkostnad och förklarad till öret.

Användning: ./underlag <kommando> [val]

${list}

./underlag <kommando> --help berättar mer. ${commonManual.sv}`,
    en: `Underlag: the economy of a shared-service provider, at cost, explained to the öre.

Usage: ./underlag <command> [options]

${list}

./underlag <command> --help tells more. ${commonManual.en}`,
  });
}

/** Wrong usage as stderr gets it: the sentence, and where the usage stands. */
export function wrongUsageText(words: BothLanguages, where: string, language: Language): string {
  return inLanguage(language, {
    sv: `fel användning: ${words.sv}\n  se: ${where}\n`,
    en: `wrong usage: ${words.en}\n  see: ${where}\n`,
  });
}

/** Nobody has the command: the nearest one is proposed. */
export function unknownCommand(name: string, known: readonly string[]): BothLanguages {
  const near = closest(name, known);
  return {
    sv: `Det finns inget kommando ”${name}”.${near === undefined ? "" : ` Menade du ”${near}”?`}`,
    en: `There is no command "${name}".${near === undefined ? "" : ` Did you mean "${near}"?`}`,
  };
}

/** What Node's parser objects to, in words of ours. */
export function optionFault(error: Error, command: string, options: readonly string[]): BothLanguages {
  const [, unknown, bare] = /Unknown option '(-{1,2}([^']+))'/.exec(error.message) ?? [];
  if (unknown !== undefined) {
    const near = closest(bare ?? "", options);
    return {
      sv: `”${command}” har inget val ${unknown}.${near === undefined ? "" : ` Menade du --${near}?`}`,
      en: `"${command}" has no option ${unknown}.${near === undefined ? "" : ` Did you mean --${near}?`}`,
    };
  }
  const [, option] = /Option '(?:-\w, )?(--?[\w-]+)[^']*'/.exec(error.message) ?? [];
  if (option !== undefined && error.message.includes("does not take an argument"))
    return { sv: `${option} står ensamt, utan värde.`, en: `${option} stands alone, without a value.` };
  if (option !== undefined)
    return {
      sv: `${option} saknar sitt värde. Börjar värdet med ett streck: ${option}=-värde.`,
      en: `${option} lacks its value. If the value begins with a dash: ${option}=-value.`,
    };
  return { sv: `Kommandoraden går inte att läsa: ${error.message}`, en: error.message };
}

const commonManual: BothLanguages = {
  sv: `Gemensamma val
  --data <mapp>     den inbäddade databasens mapp (annars ./data); DATABASE_URL pekar ut en server i stället
  --provider <id>   vilken organisation, när databasen har flera
  --as <login>      den som handlar; står i behandlingshistoriken
  --language sv|en  språket på skärmen (annars miljövariabeln UNDERLAG_LANGUAGE, annars svenska)
  --json            uppgifterna som JSON på stdout; problem också
  --help            den här texten
Slutkoder: 0 gjort, 1 nekat (problemen listas, inget halvgjort), 2 fel användning, 3 internt fel.
`,
  en: `Common options
  --data <dir>      the embedded data directory (default ./data); DATABASE_URL points at a server instead
  --provider <id>   which provider, when the database holds several
  --as <login>      the acting person; stands in the audit
  --language sv|en  the language on the screen (else the environment's UNDERLAG_LANGUAGE, else Swedish)
  --json            data as JSON on stdout; problems too
  --help            this text
Exit codes: 0 done, 1 refused (problems listed, nothing half-done), 2 wrong usage, 3 internal error.
`,
};
