import type { UsageFile, UsageReading } from "../../economy/metering/actions/index.ts";
import type { Problem } from "../../kernel/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { PackFile } from "./pack-source.ts";
import type { PackSettings } from "./settings.ts";

export type Outcome = "loaded" | "changed" | "unchanged";

/** What became of one file. */
export interface LoadedFile {
  readonly file: string;
  readonly outcome: Outcome;
  /** vouchers, lines, rows ... by name. */
  readonly counts: Readonly<Record<string, number>>;
}

/** A usage file that is being read, with what has been found out about it on the way. */
export interface UsageAhead {
  readonly file: UsageFile;
  readonly reading: UsageReading;
  readonly warnings: Problem[];
}

/** What every part of a pack is loaded with. */
export interface LoadContext {
  readonly tx: Transaction;
  readonly provider: string;
  readonly settings: PackSettings;
  /** The files of the pack by their path in it. */
  readonly files: ReadonlyMap<string, PackFile>;
  readonly actor: string;
  readonly now: string;
  readonly confirm: boolean;
  /** Usage files whose reading was begun before their turn, by path. */
  readonly usageAhead: Map<string, UsageAhead>;
  told(file: LoadedFile): void;
  warn(problems: readonly Problem[]): void;
  progress(text: string): void;
}

/** A part of a pack: which files are its, and how they get in. Throws `Refusal` with everything that is wrong with it. */
export interface PackPart {
  readonly name: string;
  owns(path: string): boolean;
  load(context: LoadContext): Promise<void>;
}

/** The files of a part, in order of path. */
export function filesOf(part: Pick<PackPart, "owns">, context: LoadContext): PackFile[] {
  return [...context.files.values()].filter((file) => part.owns(file.path));
}
