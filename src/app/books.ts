import type { BooksPreview, BooksUpload } from "../economy/ledger/index.ts";
import { keepBooksUpload, takeBooksUpload } from "../economy/ledger/actions/index.ts";
import { Refusal } from "../kernel/index.ts";
import type { Transaction } from "../platform/database/index.ts";
import { loadFile, type LoadReport } from "./pack/load.ts";
import { openBytes, type PackSource } from "./pack/pack-source.ts";

interface Doing {
  readonly actor: string;
  readonly now: string;
}

/** A ledger file taken in and looked at: loaded and taken back in the same transaction, so that what is told is what loading it would be. */
export async function uploadBooks(
  tx: Transaction,
  provider: string,
  { name, content }: { readonly name: string; readonly content: Uint8Array },
  act: Doing,
): Promise<BooksUpload> {
  const preview = await previewOf(tx, provider, openBytes(name, content), act);
  return keepBooksUpload(tx, provider, { source: name, content, preview }, act);
}

/** Loads a waiting file: all of it or nothing. What was said of it before is asked again, since others may have loaded meanwhile. */
export async function loadUploadedBooks(
  tx: Transaction,
  provider: string,
  { upload, confirm }: { readonly upload: string; readonly confirm: boolean },
  act: Doing,
): Promise<LoadReport> {
  const { source, content } = await takeBooksUpload(tx, provider, upload, act);
  return loadFile(tx, provider, openBytes(source, content), { ...act, confirm });
}

async function previewOf(
  tx: Transaction,
  provider: string,
  source: PackSource,
  act: Doing,
): Promise<BooksPreview> {
  await tx.execute("savepoint books_preview");
  let found: BooksPreview;
  try {
    const report = await loadFile(tx, provider, source, { ...act, confirm: false });
    const [file] = report.files;
    found = {
      file: file?.file ?? source.name,
      changed: report.changed,
      counts: file?.counts ?? {},
      warnings: report.warnings,
      problems: [],
      asksToConfirm: false,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const stops = error.problems.filter((problem) => problem.severity === "stop");
    found = {
      file: source.name,
      changed: true,
      counts: {},
      warnings: error.problems.filter((problem) => problem.severity !== "stop"),
      problems: stops,
      asksToConfirm: stops.length > 0 && stops.every((problem) => confirmable.has(problem.code)),
    };
  }
  await tx.execute("rollback to savepoint books_preview");
  await tx.execute("release savepoint books_preview");
  return found;
}

/** What `load --confirm` takes: everything else is a fault of the file. */
const confirmable = new Set(["ledger.corrected-file", "ledger.stated-balance-differs"]);
