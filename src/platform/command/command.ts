import type { ParseArgsConfig } from "node:util";
import { closest, type Problem } from "../../kernel/index.ts";
import type { Database } from "../database/index.ts";
import type { BothLanguages, Language } from "../language/index.ts";

/** Exit codes of the command line: done, refused (problems listed, nothing half-done), wrong usage, internal error. */
export type ExitCode = 0 | 1 | 2 | 3;

/** One command of `./underlag`, with its manual beside it. */
export interface Command {
  /** `load`, `price`, ... */
  readonly name: string;
  /** The manual text printed by `--help`: usage, what it does, options, examples, exit codes. */
  readonly manual: BothLanguages;
  /** Options besides the common `--data --json --as --provider --language --help`. */
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  run(call: CommandCall): Promise<ExitCode>;
}

/** What a command gets: its arguments, and the world through one argument. */
export interface CommandCall {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly json: boolean;
  readonly effects: CommandEffects;
}

export interface CommandEffects {
  /** Opens (starts, adopts) the database at first use; migrations are already run. Closed by the caller of `run`. */
  database(): Promise<Database>;
  /** The one provider in the database, or the one named by `--provider`; refuses (throws `Refusal`) otherwise. */
  provider(): Promise<string>;
  /** The acting person: `--as <login>`, else `cli:<operating-system user>`. */
  readonly actor: string;
  /** The embedded data directory chosen by `--data`. */
  readonly dataDirectory: string;
  /** The language of everything said to a person: chosen once, by `--language` or UNDERLAG_LANGUAGE, else Swedish. JSON has both. */
  readonly language: Language;
  /** Now, as ISO text in UTC. The only clock. */
  now(): string;
  /** Data: stdout. */
  print(text: string): void;
  /** Talk: stderr. */
  say(text: string): void;
  /** Prints problems to stderr, or as JSON to stdout with `--json`. */
  problems(problems: readonly Problem[]): void;
  /** On a terminal only. */
  progress(text: string): void;
}

/** Wrong usage: the command line prints the sentence in the chosen language and where the usage stands, and exits 2. */
export class UsageError extends Error {
  readonly words: BothLanguages;

  constructor(sv: string, en: string) {
    super(sv);
    this.words = { sv, en };
  }
}

/** No such verb, or none said: what the command can do, and what was perhaps meant. */
export function noSuchVerb(command: string, said: string | undefined, verbs: readonly string[]): UsageError {
  const list = verbs.join(", ");
  if (said === undefined)
    return new UsageError(`Ange vad ${command} ska göra: ${list}.`, `Say what ${command} is to do: ${list}.`);
  if (verbs.includes(said))
    return new UsageError(
      `${command} ${said} tar bara val (--), inga andra ord.`,
      `${command} ${said} takes options (--) only, no more words.`,
    );
  const near = closest(said, verbs);
  return new UsageError(
    `${command} kan inte göra ”${said}”.${near === undefined ? "" : ` Menade du ”${near}”?`} Det som finns: ${list}.`,
    `${command} has no "${said}".${near === undefined ? "" : ` Did you mean "${near}"?`} There is: ${list}.`,
  );
}
