import { userInfo } from "node:os";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { type Problem, Refusal } from "../kernel/index.ts";
import { type Command, type CommandEffects, type ExitCode, UsageError } from "../platform/command/index.ts";
import type { Database } from "../platform/database/index.ts";
import { type BothLanguages, inLanguage, type Language } from "../platform/language/index.ts";
import { commands } from "./commands.ts";
import { printProblems } from "./problem-print.ts";
import { terminalLanguage } from "./terminal-language.ts";
import { manualText, optionFault, overviewText, unknownCommand, wrongUsageText } from "./usage-words.ts";

const common = {
  data: { type: "string" },
  json: { type: "boolean" },
  as: { type: "string" },
  provider: { type: "string" },
  language: { type: "string" },
  lang: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const satisfies NonNullable<ParseArgsConfig["options"]>;

/** `./underlag <command>`: stdout is data, stderr is talk; 0 done, 1 refused, 2 wrong usage, 3 our error. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  process.stdout.off("error", pipeClosed).on("error", pipeClosed);
  let language: Language;
  try {
    language = terminalLanguage(argv, process.env);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return wrongUsage(error.words, "./underlag help", "sv");
  }
  const [name, topic] = withoutLanguage(argv);
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    const asked = commands.find((command) => command.name === topic);
    process.stdout.write(
      asked === undefined ? overviewText(commands, language) : manualText(await asked.load(), language),
    );
    return name === undefined ? 2 : 0;
  }
  if (name === "--version") {
    process.stdout.write("underlag 0.1.0\n");
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const known = commands.map((candidate) => candidate.name);
    return wrongUsage(unknownCommand(name, known), "./underlag help", language);
  }
  return runCommand(await command.load(), argv.toSpliced(argv.indexOf(name), 1), language);
}

/** `./underlag ... | head` closes the pipe early; that is no error of ours. */
function pipeClosed(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
}

/** `./underlag --language en help` means what `./underlag help --language en` does. */
function withoutLanguage(argv: readonly string[]): readonly string[] {
  return argv.filter(
    (word, at) => !/^--lang(uage)?(=|$)/.test(word) && !/^--lang(uage)?$/.test(argv[at - 1] ?? ""),
  );
}

/** `--quantity -200` as `--quantity=-200`: after an option that takes a value, a dash before a digit is a minus sign. */
function withNegativeNumbers(
  argv: readonly string[],
  options: NonNullable<ParseArgsConfig["options"]>,
): string[] {
  const joined: string[] = [];
  for (const word of argv) {
    const before = joined.at(-1) ?? "";
    const takesValue = before.startsWith("--") && options[before.slice(2)]?.type === "string";
    if (takesValue && /^-\d/.test(word)) joined[joined.length - 1] = `${before}=${word}`;
    else joined.push(word);
  }
  return joined;
}

async function runCommand(command: Command, argv: readonly string[], language: Language): Promise<ExitCode> {
  const where = `./underlag ${command.name} --help`;
  let parsed;
  try {
    parsed = parseArgs({
      args: withNegativeNumbers(argv, { ...common, ...command.options }),
      options: { ...common, ...command.options },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const options = Object.keys({ ...common, ...command.options });
    return wrongUsage(optionFault(error as Error, command.name, options), where, language);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    process.stdout.write(manualText(command, language));
    return 0;
  }
  const json = values.json === true;
  let database: Database | undefined;
  const dataDirectory = typeof values.data === "string" ? values.data : "./data";
  const effects: CommandEffects = {
    async database() {
      // Only now: help and wrong usage need no database.
      const { openDatabase } = await import("./open-database.ts");
      database ??= await openDatabase({ dataDirectory });
      return database;
    },
    provider: async () => theProvider(await effects.database(), values.provider),
    actor: typeof values.as === "string" ? values.as : `cli:${userInfo().username}`,
    dataDirectory,
    language,
    now: () => new Date().toISOString(),
    print: (text) => void process.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    problems: (problems) => printProblems(problems, { json, language }),
    progress: (text) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`);
    },
  };
  try {
    return await command.run({ positionals, options: values, json, effects });
  } catch (error) {
    if (error instanceof UsageError) return wrongUsage(error.words, where, language);
    if (error instanceof Refusal) {
      printProblems(error.problems, { json, language });
      return 1;
    }
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      inLanguage(language, {
        sv: `internt fel: ${told}\nInget av det här kommandot sparades. Anmäl felet, med raderna ovan.\n`,
        en: `internal error: ${told}\nNothing of this command was kept. Please report it with the lines above.\n`,
      }),
    );
    return 3;
  } finally {
    await database?.close();
  }
}

async function theProvider(database: Database, named: string | undefined): Promise<string> {
  const providers = await database.transaction({ role: "owner" }, (tx) =>
    tx.query<{ id: string; synthetic: boolean }>(
      `select provider_id as "id", synthetic from platform.provider order by provider_id`,
    ),
  );
  const known = providers.map((row) => row.id);
  if (named !== undefined && known.includes(named)) return named;
  // Beside books of one's own, the example is not what anybody means without naming it.
  const [meant, ...others] = providers.length === 1 ? providers : providers.filter((row) => !row.synthetic);
  if (named === undefined && meant !== undefined && others.length === 0) return meant.id;
  throw new Refusal([providerProblem(named, known)]);
}

function providerProblem(named: string | undefined, known: readonly string[]): Problem {
  if (known.length === 0)
    return {
      code: "app.no-provider",
      severity: "stop",
      message_sv: "Databasen är tom: ingen organisation är inläst.",
      message_en: "The database is empty: no provider has been loaded.",
      try: "Load a pack first: ./underlag demo ./pack && ./underlag load ./pack",
      try_sv: "Läs in ett paket först: ./underlag demo ./pack && ./underlag load ./pack",
    };
  return {
    code: "app.which-provider",
    severity: "stop",
    message_sv:
      named === undefined ? "Databasen har flera organisationer." : `Organisationen ”${named}” finns inte.`,
    message_en:
      named === undefined ? "The database holds several providers." : `There is no provider "${named}".`,
    try: `Name one: --provider ${known.join(" | ")}`,
    try_sv: `Ange en: --provider ${known.join(" | ")}`,
  };
}

function wrongUsage(words: BothLanguages, where: string, language: Language): ExitCode {
  process.stderr.write(wrongUsageText(words, where, language));
  return 2;
}
