import type { Transaction } from "./database.ts";

/**
 * Rows that something was computed from, so that it can be seen later whether they are still the same. The room that owns the
 * tables says which rows and what a reader calls them.
 */
export interface RowSource {
  /** Stable: it is stored with the content. */
  readonly name: string;
  readonly sv: string;
  readonly en: string;
  /**
   * One question or several, each a `select` of whole rows of provider `$1`. What varies is handed to `is`, which gives back the
   * placeholder that stands for it.
   */
  readonly rows: (is: (value: unknown) => string) => readonly string[];
}

/**
 * The content of each source as one short text, all in one statement and so as of one moment. The order of rows does not matter;
 * every column, and every row that comes or goes, does. It is made to notice a change, not to withstand a forger: the number
 * of rows and the sum of 64-bit hashes of them, four times cheaper than a hash of their text.
 */
export async function contentOfRows(
  tx: Transaction,
  provider: string,
  sources: readonly RowSource[],
): Promise<Record<string, string>> {
  const parameters: unknown[] = [provider];
  const is = (value: unknown): string => `$${parameters.push(value)}`;
  const contents = sources.map((source) => {
    // The hash of a row is a weighted sum of its columns' hashes: two rows with a value swapped between them would have the same sum.
    // Hashed once more they have not.
    const hashes = source
      .rows(is)
      .map((rows) => `select hashint8extended(hash_record_extended(r, 0), 0) as h from (${rows}) r`);
    return `(select concat_ws(' ', count(*), sum(h)) from (${hashes.join(" union all ")}) h) as "${source.name}"`;
  });
  return tx.one<Record<string, string>>(`select ${contents.join(",\n")}`, parameters);
}
