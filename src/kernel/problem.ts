import { excerpt } from "./text.ts";

/**
 * The control vocabulary of the whole house. What a user can act on is a value, a `Problem`; what only a
 * programmer can mend is an assertion, and it crashes.
 */

/** `stop` hinders the work from being done; `warn` is told and the work goes on. */
export type Severity = "stop" | "warn";

/**
 * A refusal or a warning (problem): what is wrong, where, why and what to try, in both languages.
 * The code is catalogued in `docs/problems.md` by the room that owns its prefix.
 */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  /** The file as the user named it, if the fault lies in a file. */
  readonly file?: string;
  /** First line is 1. */
  readonly line?: number;
  /** First column is 1. */
  readonly column?: number;
  /** The offending text as it stands in the file, cut to a readable length. */
  readonly text?: string;
  readonly message_sv: string;
  readonly message_en: string;
  /** What the user can do about it. A problem that advises does so in both languages: `adviceOf`. */
  readonly try?: string;
  readonly try_sv?: string;
}

/** What to try, in English under the name that machines know, and in Swedish. */
export interface Advice {
  readonly try: string;
  readonly try_sv: string;
}

/** Either a value (perhaps with warnings) or the complete list of problems, never only the first. */
export type Result<T> = Ok<T> | Refused;
export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
  readonly warnings: readonly Problem[];
}
export interface Refused {
  readonly ok: false;
  readonly problems: readonly Problem[];
}

export function ok<T>(value: T, warnings: readonly Problem[] = []): Ok<T> {
  return { ok: true, value, warnings };
}

export function refused(problems: readonly Problem[]): Refused {
  assert(
    problems.some((problem) => problem.severity === "stop"),
    "A refusal names at least one problem that stops.",
  );
  return { ok: false, problems };
}

/** The value, or the problems where any of them stops. */
export function resultOf<T>(value: T, problems: readonly Problem[]): Result<T> {
  return problems.some((problem) => problem.severity === "stop") ? refused(problems) : ok(value, problems);
}

/** A refusal on its way out of a transaction: thrown so that the database rolls back, caught at the door. */
export class Refusal extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    assert(problems.length > 0, "A refusal names what is wrong, or it would pass in silence.");
    super(problems.map((problem) => `${problem.code}: ${problem.message_en}`).join("\n"));
    this.name = "Refusal";
    this.problems = problems;
  }
}

/** The value of a result, or a thrown `Refusal`. For use inside transactions only. */
export function required<T>(result: Result<T>): T {
  if (!result.ok) throw new Refusal(result.problems);
  return result.value;
}

/** A broken promise of the program itself, never of its user. The sentence says what was promised. */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${sentence}`);
}

/** For the end of an exhaustive switch. */
export function unreachable(value: never): never {
  throw new Error(`Broken invariant: no case for ${String(value)}`);
}

/** What a catalogue says of a code, in both languages. */
export interface ProblemEntry {
  readonly severity: Severity;
  readonly title_sv: string;
  readonly title_en: string;
  readonly try_sv: string;
  readonly try_en: string;
}

/** The catalogue of a room's refusals: one entry per code, from which `docs/problems.md` is made. */
export type ProblemCatalogue = Readonly<Record<string, ProblemEntry>>;

/** An entry's advice as a problem carries it. */
export function adviceOf({ try_sv, try_en }: Pick<ProblemEntry, "try_sv" | "try_en">): Advice {
  return { try: try_en, try_sv };
}

/** Where a fault lies, as far as it is known. */
export interface Place {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** The offending text; cut to a readable length. */
  readonly text?: string | undefined;
}

/** A place in a file that is known: what a reader of files always names. */
export interface PlaceInFile extends Place {
  readonly file: string;
}

/** Makes the problems of a room: severity and advice come from its catalogue, place and words from the occasion. */
export function problemMaker<Code extends string>(
  catalogue: Readonly<Record<Code, ProblemEntry>>,
): (
  code: Code,
  place: Place,
  message: { readonly message_sv: string; readonly message_en: string },
) => AdvisedProblem {
  return (code, { file, line, column, text }, message) => ({
    code,
    severity: catalogue[code].severity,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(text === undefined ? {} : { text: excerpt(text) }),
    ...message,
    ...adviceOf(catalogue[code]),
  });
}

/** A problem that says what to try. */
export type AdvisedProblem = Problem & Advice;

/** An entry as a row of a table: a catalogue of many refusals is read down its columns. */
export function advisedEntry(
  severity: Severity,
  title_sv: string,
  title_en: string,
  try_sv: string,
  try_en: string,
): ProblemEntry {
  return { severity, title_sv, title_en, try_sv, try_en };
}

/**
 * The same where the sentence is the catalogue's title, with what is particular to the occasion after it.
 */
export function titledProblemMaker<Code extends string>(
  catalogue: Readonly<Record<Code, ProblemEntry>>,
): (code: Code, place: Place, sv?: string, en?: string) => AdvisedProblem {
  const make = problemMaker<Code>(catalogue);
  const sentence = (title: string, detail?: string): string =>
    detail === undefined ? `${title}.` : `${title}: ${detail}.`;
  return (code, place, sv, en) => {
    const { title_sv, title_en } = catalogue[code];
    return make(code, place, { message_sv: sentence(title_sv, sv), message_en: sentence(title_en, en) });
  };
}
