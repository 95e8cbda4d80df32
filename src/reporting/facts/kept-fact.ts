import { type Problem, unreachable } from "../../kernel/index.ts";
import type { Evaluated, FactDefinition, Sources } from "./evaluate.ts";
import { exactText, type NumberUnit, numberValue, textValue, truth, type Value, nothing } from "./value.ts";

/** A fact as it was last computed: with the mark of everything that it read then. */
export interface KeptFact {
  readonly fact: string;
  readonly formula: string;
  readonly value: Value;
  readonly marks: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** What a mark is made of: the facts that are declared, the sources, and a mark of each register's rows. */
export interface Marked {
  readonly definitions: ReadonlyMap<string, FactDefinition>;
  readonly sources: Sources;
  readonly registerMark: (register: string) => string | undefined;
}

/** Before the name of a register among what was read, and before that of a fact. */
export const registerRead = "register:";
export const factRead = "fact:";

/**
 * How something that a fact reads stands now. It differs exactly when reading it again could give something else: another amount in a
 * statement's cell, another row in a register, another formula in a fact on the way, a name that came or went.
 */
export function markOf(read: string, { definitions, sources, registerMark }: Marked): string {
  if (read.startsWith(registerRead)) return registerMark(read.slice(registerRead.length)) ?? "none";
  if (read.startsWith(factRead))
    return `formula ${definitions.get(read.slice(factRead.length))?.formula ?? ""}`;
  if (definitions.has(read)) return "fact";
  const value = sources.at(read.split("."));
  return value === undefined ? "none" : `${value.kind} ${exactText(value)}`;
}

/** The value as it was, if everything that was read stands as it did. */
export function stillTrue(kept: KeptFact, definition: FactDefinition, marked: Marked): Evaluated | undefined {
  if (kept.formula !== definition.formula) return undefined;
  for (const [read, mark] of kept.marks) if (markOf(read, marked) !== mark) return undefined;
  return { value: kept.value, reads: new Set(kept.marks.keys()), problems: kept.problems };
}

/** Every fact that need not be computed again. */
export function freshFacts(kept: readonly KeptFact[], marked: Marked): ReadonlyMap<string, Evaluated> {
  const fresh = new Map<string, Evaluated>();
  for (const one of kept) {
    const definition = marked.definitions.get(one.fact);
    const value = definition && stillTrue(one, definition, marked);
    if (value !== undefined) fresh.set(one.fact, value);
  }
  return fresh;
}

/** A value as the database keeps it, and read back. */
export interface StoredValue {
  readonly kind: Value["kind"];
  readonly unit?: string;
  readonly top?: string;
  readonly bottom?: string;
  readonly text?: string;
  readonly is?: boolean;
}

export function storedValue(value: Value): StoredValue {
  return value.kind === "number"
    ? { kind: value.kind, unit: value.unit, top: String(value.top), bottom: String(value.bottom) }
    : { ...value };
}

export function readValue({ kind, unit, top = "0", bottom = "1", text = "", is }: StoredValue): Value {
  switch (kind) {
    case "number":
      return numberValue(BigInt(top), { bottom: BigInt(bottom), unit: unit as NumberUnit });
    case "text":
      return textValue(text, unit === "date" ? "date" : "code");
    case "truth":
      return truth(is === true);
    case "nothing":
      return nothing;
    default:
      return unreachable(kind);
  }
}
