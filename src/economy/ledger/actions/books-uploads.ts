import { createHash } from "node:crypto";
import { Refusal } from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { record } from "../../../platform/audit/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { BooksPreview, BooksUpload, SourceFile } from "../books-upload.ts";
import { loadingBooks } from "../mandates.ts";
import { problemOf } from "../problems.ts";

interface Doing {
  readonly actor: string;
  readonly now: string;
}

/** Every ledger file that has been loaded, the latest first, also those that another has replaced. */
export async function sourceFilesOf(tx: Transaction, provider: string): Promise<readonly SourceFile[]> {
  return tx.query<SourceFile>(
    `select name, sha256, fiscal_year as "fiscalYear", lines::int as lines, bytes::int as bytes,
            loaded_at as "loadedAt", loaded_by as "loadedBy", replaced_by is not null as "isReplaced"
     from ledger.source_file where provider_id = $1 order by loaded_at desc, fiscal_year desc, name collate "C"`,
    [provider],
  );
}

/** Keeps a file that is to be looked at before it is loaded. The same file again is the same upload, with what it would come to now. */
export async function keepBooksUpload(
  tx: Transaction,
  provider: string,
  {
    source,
    content,
    preview,
  }: { readonly source: string; readonly content: Uint8Array; readonly preview: BooksPreview },
  { actor, now }: Doing,
): Promise<BooksUpload> {
  await requireMandate(tx, provider, actor, loadingBooks);
  const upload = createHash("sha256").update(`${source}\n`).update(content).digest("hex").slice(0, 16);
  await tx.execute(
    `insert into ledger.books_upload (provider_id, upload, source, content, preview, uploaded_by, uploaded_at)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7)
     on conflict (provider_id, upload) do update
     set preview = excluded.preview, uploaded_by = excluded.uploaded_by, uploaded_at = excluded.uploaded_at`,
    [provider, upload, source, Buffer.from(content), JSON.stringify(preview), actor, now],
  );
  return { upload, source, bytes: content.length, preview, uploadedBy: actor, uploadedAt: now };
}

/** Files that wait, the latest first, without their content. */
export async function waitingBooks(tx: Transaction, provider: string): Promise<readonly BooksUpload[]> {
  return tx.query<BooksUpload>(
    `select upload, source, preview, octet_length(content) as bytes,
            uploaded_by as "uploadedBy", uploaded_at as "uploadedAt"
     from ledger.books_upload where provider_id = $1 order by uploaded_at desc, upload`,
    [provider],
  );
}

/** Takes a waiting file from those that wait: it is about to be loaded, in the same transaction. */
export async function takeBooksUpload(
  tx: Transaction,
  provider: string,
  upload: string,
  { actor }: Pick<Doing, "actor">,
): Promise<{ readonly source: string; readonly content: Uint8Array }> {
  await requireMandate(tx, provider, actor, loadingBooks);
  const row = await tx.maybe<{ source: string; content: Uint8Array }>(
    "delete from ledger.books_upload where provider_id = $1 and upload = $2 returning source, content",
    [provider, upload],
  );
  if (row === undefined)
    throw new Refusal([
      problemOf(
        "ledger.unknown-upload",
        { text: upload },
        {
          message_sv: `Ingen uppladdning ${upload} väntar.`,
          message_en: `No upload ${upload} is waiting.`,
        },
      ),
    ]);
  return row;
}

/** Throws a file that waits away. */
export async function discardBooksUpload(
  tx: Transaction,
  provider: string,
  upload: string,
  { actor, now }: Doing,
): Promise<void> {
  const { source, content } = await takeBooksUpload(tx, provider, upload, { actor });
  await record(tx, {
    at: now,
    actor,
    action: "ledger.discard-upload",
    objectKind: "source-file",
    objectId: source,
    before: { upload, bytes: content.length },
    after: null,
  });
}
