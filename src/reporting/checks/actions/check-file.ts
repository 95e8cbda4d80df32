import { readReport } from "../../../formats/report-text/actions/index.ts";
import { ok, type Result } from "../../../kernel/index.ts";
import { checkReport, type ReportCheck } from "../check.ts";

/** The check of one file, with its name and kind. */
export interface FileCheck extends ReportCheck {
  readonly file: string;
  readonly format: string;
}

/** Reads a report of any format and checks it. Nothing is stored and nothing is fetched. */
export async function checkFile(bytes: Uint8Array, file: string): Promise<Result<FileCheck>> {
  const read = await readReport(bytes, file);
  if (!read.ok) return read;
  return ok({ file, format: read.value.format, ...checkReport(read.value) }, read.warnings);
}
