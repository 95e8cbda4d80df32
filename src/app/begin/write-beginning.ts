import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Refusal, required } from "../../kernel/index.ts";
import { type Beginning, checkedBeginning } from "./beginning.ts";
import { firstPack } from "./first-pack.ts";
import type { FoundBooks } from "./found-books.ts";
import { beginProblem } from "./problems.ts";

/** Where each file of books lies on this machine, by the name it was given under. */
export type PlacedBooks = ReadonlyMap<string, string>;

/** Writes the first pack into a new folder, books and all, and says which files. Refuses a folder that holds something. */
export function writeBeginning(
  folder: string,
  found: FoundBooks,
  { beginning, books }: { readonly beginning: Beginning; readonly books: PlacedBooks },
): string[] {
  const checked = required(checkedBeginning(found, beginning));
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Refusal([beginProblem("begin.directory-not-empty", folder)]);
  const files = firstPack(found, checked);
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, "ledger"), { recursive: true });
  const ledgers = found.years.map(({ year, file }) => {
    copyFileSync(books.get(file) ?? file, join(folder, "ledger", `${year}.se`));
    return `ledger/${year}.se`;
  });
  return [...files.map((one) => one.path), ...ledgers];
}
