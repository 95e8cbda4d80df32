import { readXlsx } from "hucre/xlsx";
import { fromBufferPromise } from "yauzl";
import { ok, refused, type Result } from "../../../kernel/index.ts";
import { workbookProblem } from "../problems.ts";

/** A cell as somebody filled it in; what a formula came to, when the program that saved it said so. */
export type FilledValue = string | number | boolean | null;

export interface FilledSheet {
  readonly name: string;
  readonly rows: readonly (readonly FilledValue[])[];
}

/** What a workbook may be: a form of ours is some hundred kilobytes. */
const limits = { bytes: 10e6, entries: 500, unpackedBytes: 60e6, rows: 20_000, area: "A1:BZ20000" };

/**
 * The sheets of a workbook that somebody has filled in, hidden ones too. Somebody else's bytes: unpacked under limits first, and refused
 * where they are no workbook. Macros, links and pictures in it are not looked at.
 */
export async function readFilled(bytes: Uint8Array, file: string): Promise<Result<FilledSheet[]>> {
  if (bytes.length > limits.bytes) return refused([workbookProblem("xlsx.too-large", file)]);
  try {
    if (!(await staysSmall(bytes))) return refused([workbookProblem("xlsx.too-large", file)]);
    const { sheets } = await readXlsx(bytes, { maxRows: limits.rows, range: limits.area });
    return ok(sheets.map(({ name, rows }) => ({ name, rows: rows.map((row) => row.map(valueOf)) })));
  } catch {
    return refused([workbookProblem("xlsx.not-a-workbook", file)]);
  }
}

/** Whether all of it unpacks to no more than a form can need; the bytes are counted as they come, not as the file says. */
async function staysSmall(bytes: Uint8Array): Promise<boolean> {
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    validateEntrySizes: true,
  });
  let entries = 0;
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    if (++entries > limits.entries || entry.uncompressedSize > limits.unpackedBytes) return false;
    if (entry.fileName.endsWith("/")) continue;
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      unpacked += (chunk as Buffer).length;
      if (unpacked > limits.unpackedBytes) return false;
    }
  }
  return true;
}

function valueOf(value: string | number | boolean | Date | null): FilledValue {
  return value instanceof Date ? value.toISOString().slice(0, 10) : value;
}
