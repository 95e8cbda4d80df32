import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ok, type Result } from "../../kernel/index.ts";
import { piecesOf } from "../pack/pack-source.ts";
import { findInBooks, type FoundBooks, type GivenBooks } from "./found-books.ts";
import type { PlacedBooks } from "./write-beginning.ts";

/** Books that somebody has sent and not yet decided about: where they lie, and what they hold. */
export interface UploadedBooks {
  readonly token: string;
  readonly books: PlacedBooks;
  readonly found: FoundBooks;
}

/** So many uploads lie at once; the oldest gives way. */
const mostUploads = 5;

/** Keeps uploads in a folder of their own until they are loaded or the program ends. */
export class Uploads {
  readonly #folder: string;
  readonly #kept = new Map<string, UploadedBooks>();

  constructor(folder: string) {
    this.#folder = folder;
    // What an earlier run left is nobody's any more.
    rmSync(folder, { recursive: true, force: true });
  }

  take(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Result<UploadedBooks> {
    const token = randomBytes(16).toString("hex");
    const folder = join(this.#folder, token);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const books = new Map<string, string>();
    for (const [at, { name, bytes }] of files.entries()) {
      // The name is somebody else's text: it is shown, and never a path.
      const shown = books.has(name) ? `${name} (${at + 1})` : name;
      const path = join(folder, `${at + 1}.se`);
      writeFileSync(path, bytes);
      books.set(shown, path);
    }
    const found = findInBooks(
      [...books].map(([name, path]): GivenBooks => ({ name, chunks: () => piecesOf(path) })),
    );
    if (!found.ok) {
      rmSync(folder, { recursive: true, force: true });
      return found;
    }
    const upload: UploadedBooks = { token, books, found: found.value };
    this.#kept.set(token, upload);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostUploads && oldest !== undefined) this.drop(oldest);
    return ok(upload);
  }

  get(token: string): UploadedBooks | undefined {
    return this.#kept.get(token);
  }

  drop(token: string): void {
    if (!this.#kept.delete(token)) return;
    rmSync(join(this.#folder, token), { recursive: true, force: true });
  }
}
