import { masterFiles } from "./master.ts";
import type { PackFile } from "./text.ts";

export type Size = "default" | "full";

export interface Pack {
  readonly files: readonly PackFile[];
  readonly ledgerLines: number;
  readonly usageEvents: number;
}

/** The whole example in memory: the same files, byte by byte, on every machine. */
export function buildPack(options: { readonly size: Size }): Pack {
  return { files: masterFiles(), ledgerLines: 0, usageEvents: options.size === "full" ? 0 : 0 };
}
