import type { Transaction } from "../../../platform/database/index.ts";
import type { UsageUpload } from "../index.ts";

type Stored = Omit<UsageUpload, "content">;

/** Those that wait, latest first, without their content. */
export async function selectUploads(tx: Transaction, provider: string): Promise<Stored[]> {
  return tx.query<Stored>(
    `select upload, source, form, correction, preview, uploaded_by as "uploadedBy", uploaded_at as "uploadedAt",
            octet_length(content) as bytes
     from metering.usage_upload where provider_id = $1 order by uploaded_at desc, upload`,
    [provider],
  );
}

export async function selectContent(
  tx: Transaction,
  provider: string,
  upload: string,
): Promise<Uint8Array | undefined> {
  const row = await tx.maybe<{ content: Uint8Array }>(
    "select content from metering.usage_upload where provider_id = $1 and upload = $2",
    [provider, upload],
  );
  return row?.content;
}

export async function upsertUpload(
  tx: Transaction,
  provider: string,
  one: Stored,
  content: Uint8Array,
): Promise<void> {
  await tx.execute(
    `insert into metering.usage_upload (provider_id, upload, source, form, correction, content, preview, uploaded_by, uploaded_at)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9)
     on conflict (provider_id, upload) do update set preview = excluded.preview, uploaded_by = excluded.uploaded_by,
       uploaded_at = excluded.uploaded_at`,
    [
      provider,
      one.upload,
      one.source,
      one.form,
      one.correction,
      Buffer.from(content),
      JSON.stringify(one.preview),
      one.uploadedBy,
      one.uploadedAt,
    ],
  );
}

export async function deleteUpload(tx: Transaction, provider: string, upload: string): Promise<number> {
  return tx.execute("delete from metering.usage_upload where provider_id = $1 and upload = $2", [
    provider,
    upload,
  ]);
}
