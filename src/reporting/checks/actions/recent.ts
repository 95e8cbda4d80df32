import { randomUUID } from "node:crypto";
import type { FileCheck } from "./check-file.ts";

const most = 30;

interface Kept {
  readonly provider: string;
  readonly actor: string;
  readonly check: FileCheck;
}

/**
 * The last checks that people asked for in the web, so that a result has an address to be read at. Kept in memory only: a stranger's report is
 * nobody's book-keeping, and when the server stops it is gone.
 */
const recent = new Map<string, Kept>();

/** Keeps a check for who asked for it; the oldest goes. */
export function keepCheck(provider: string, actor: string, check: FileCheck): string {
  const id = randomUUID();
  recent.set(id, { provider, actor, check });
  for (const oldest of recent.keys()) {
    if (recent.size <= most) break;
    recent.delete(oldest);
  }
  return id;
}

/** A kept check, for nobody but the person who asked. */
export function keptCheck(provider: string, actor: string, id: string): FileCheck | undefined {
  const kept = recent.get(id);
  return kept?.provider === provider && kept.actor === actor ? kept.check : undefined;
}
