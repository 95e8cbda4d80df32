import type { Problem } from "../../kernel/index.ts";
import type { VolumeChange } from "./diff.ts";

/** What loading a file of usage came to. */
export interface UsageLoaded {
  readonly source: string;
  /** 1 the first time, then one more per corrected file. */
  readonly version: number;
  /** False where the same file was loaded before; nothing was read then. */
  readonly changed: boolean;
  readonly events: number;
  /** Events that stood more than once in the file and were counted once. */
  readonly duplicates: number;
  /** What became of the volumes, compared with what was stored. */
  readonly changes: readonly VolumeChange[];
  readonly warnings: readonly Problem[];
}

/** What loading a file of usage would come to: with problems it would be refused, and nothing of it kept. */
export interface UsagePreview extends UsageLoaded {
  readonly problems: readonly Problem[];
}
