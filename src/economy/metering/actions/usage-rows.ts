import { Refusal } from "../../../kernel/index.ts";
import { createTableReader } from "../../../formats/csv/index.ts";
import { usageColumns, usageEventOf } from "../index.ts";
import type { UsageRow } from "./load-usage.ts";

/**
 * The rows of a usage file, a batch per chunk of its bytes, so that a file of any size streams through. Throws a
 * `Refusal` at the end of the file with everything that is wrong with its form.
 */
export async function* usageRows(
  source: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<readonly UsageRow[]> {
  let batch: UsageRow[] = [];
  const reader = createTableReader({
    file: source,
    columns: usageColumns,
    onRow: (row) => batch.push(usageEventOf(row)),
  });
  for await (const chunk of chunks) {
    reader.push(chunk);
    yield batch;
    batch = [];
  }
  const end = reader.end();
  if (!end.ok) throw new Refusal(end.problems);
  yield batch;
}
