import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";
import { type Problem, Refusal } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { main } from "../main.ts";
import { loadPack, type LoadReport } from "./load.ts";
import { openPack, type PackSource } from "./pack-source.ts";

/** The smallest pack, which the documentation shows. */
export const minimalPack = fileURLToPath(new URL("../../../examples/minimal", import.meta.url));

export const minimalProvider = "exempelservice";

/** A copy of the smallest pack that a test may spoil. Removed by `clear`. */
export interface PackCopy {
  readonly path: string;
  /** Replaces a text in a file, once; the text must be there. */
  edit(file: string, from: string, to: string): void;
  write(file: string, content: string | Uint8Array): void;
  remove(file: string): void;
  clear(): void;
}

export function copyOfMinimal(): PackCopy {
  const path = mkdtempSync(join(tmpdir(), "underlag-pack-test-"));
  cpSync(minimalPack, path, { recursive: true });
  return {
    path,
    edit(file, from, to) {
      const text = readFileSync(join(path, file), "latin1");
      if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
      writeFileSync(join(path, file), text.replace(from, to), "latin1");
    },
    write: (file, content) => writeFileSync(join(path, file), content),
    remove: (file) => rmSync(join(path, file)),
    clear: () => rmSync(path, { recursive: true, force: true }),
  };
}

export interface LoadWish {
  readonly confirm?: boolean;
  readonly dryRun?: boolean;
  readonly progress?: (text: string) => void;
  /** Told when a file has been read to its end, and which reading of it that was: 1 the first. */
  readonly onRead?: (path: string, time: number) => void;
}

/** Loads a path as the command line does. */
export async function load(database: Database, path: string, wish: LoadWish = {}): Promise<LoadReport> {
  const source = await openPack(path);
  try {
    return await loadPack(database, watched(source, wish.onRead), {
      actor: "controller",
      now: "2025-01-15T08:00:00.000Z",
      confirm: wish.confirm ?? false,
      dryRun: wish.dryRun ?? false,
      ...(source.isWhole ? {} : { provider: minimalProvider }),
      progress: wish.progress ?? (() => undefined),
    });
  } finally {
    source.close();
  }
}

function watched(source: PackSource, onRead: LoadWish["onRead"]): PackSource {
  if (onRead === undefined) return source;
  return {
    ...source,
    files: source.files.map((file) => {
      let times = 0;
      return {
        ...file,
        *chunks() {
          const time = ++times;
          yield* file.chunks();
          onRead(file.path, time);
        },
      };
    }),
  };
}

/**
 * Runs `./underlag` with some arguments on a test's own database, all the way but the process: its exit code and what it
 * writes to stdout.
 */
export async function commandLine(
  url: string,
  ...argv: readonly string[]
): Promise<{ readonly exit: number; readonly stdout: string }> {
  let stdout = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
  const listeners = process.stdout.listeners("error");
  vi.stubEnv("DATABASE_URL", url);
  try {
    const exit = await main(argv);
    return { exit, stdout };
  } finally {
    vi.unstubAllEnvs();
    write.mockRestore();
    for (const listener of process.stdout.listeners("error")) {
      if (!listeners.includes(listener)) process.stdout.off("error", listener as () => void);
    }
  }
}

/** The problems that a load is refused with; a load that is not refused fails the test. */
export async function refusalOf(work: () => Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal) return error.problems;
    throw error;
  }
  throw new Error("it was not refused");
}

/** Everything that is stored, as one text per table: what must be the same before and after a refusal. */
export async function everything(database: Database): Promise<string> {
  return database.transaction({ role: "owner" }, async (tx) => {
    const tables = await tx.query<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'public')
       order by 1`,
    );
    const texts: string[] = [];
    for (const { name } of tables) {
      const rows = await tx.query<{ row: string }>(`select t::text as row from ${name} t order by 1`);
      texts.push(`${name}\n${rows.map(({ row }) => row).join("\n")}`);
    }
    return texts.join("\n\n");
  });
}
