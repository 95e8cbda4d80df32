import { ok, type Problem, refused, type Result } from "../../../kernel/index.ts";
import type { ReportDocument } from "../document.ts";
import { readHtml } from "../html.ts";
import { readMarkdown } from "../markdown.ts";
import { fileProblem } from "../problems.ts";
import { readText } from "../text.ts";
import { readPdf } from "./pdf.ts";
import { readDocx } from "./docx.ts";

const megabytes = 64;

/** Anybody's report, whatever its format: told by its first bytes, then by its name. */
export async function readReport(bytes: Uint8Array, file: string): Promise<Result<ReportDocument>> {
  if (bytes.length > megabytes * 1e6)
    return refused([
      fileProblem("report.too-large", file, {
        sv: `mer än ${megabytes} MB`,
        en: `more than ${megabytes} MB`,
      }),
    ]);
  if (bytes.length === 0) return refused([fileProblem("report.empty", file)]);
  const head = Buffer.from(bytes.subarray(0, 1024)).toString("latin1");
  if (head.includes("%PDF-")) return readPdf(bytes, file);
  if (head.startsWith("PK\u0003\u0004")) return readDocx(bytes, file);
  // The old Word, and a Word file locked by a password, are of the same container.
  if (head.startsWith("\u00d0\u00cf\u0011\u00e0"))
    return refused([
      fileProblem("report.encrypted", file, {
        sv: "eller sparat som gammal .doc",
        en: "or saved as old .doc",
      }),
    ]);
  const decoded = decode(bytes, file);
  if (!decoded.ok) return decoded;
  const { value: text } = decoded;
  if (text.trim() === "") return refused([fileProblem("report.empty", file)]);
  const document = formatOf(text, file)(text);
  const outside =
    document.format === "html" &&
    /<(?:iframe|object|embed|link|script)\b[^>]*(?:src|href|data)\s*=/i.test(text);
  return ok(document, [
    ...decoded.warnings,
    ...(outside ? [fileProblem("report.ignored-references", file)] : []),
  ]);
}

function formatOf(text: string, file: string): (text: string) => ReportDocument {
  if (
    /\.html?$/i.test(file) ||
    /^\s*(?:<!doctype html|<html\b|<\?xml[^>]*>\s*<!doctype html)/i.test(text.slice(0, 2000))
  )
    return readHtml;
  if (/\.(?:md|markdown)$/i.test(file)) return readMarkdown;
  const looksMarked = /^#{1,4} \S/m.test(text) && /^\|?\s*:?-{3,}:?\s*\|/m.test(text);
  return looksMarked && !/\.txt$/i.test(file) ? readMarkdown : readText;
}

function decode(bytes: Uint8Array, file: string): Result<string> {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return ok(new TextDecoder("utf-16le").decode(bytes));
  if (a === 0xfe && b === 0xff) return ok(new TextDecoder("utf-16be").decode(bytes));
  if (bytes.subarray(0, 4096).includes(0)) return refused([fileProblem("report.unknown-format", file)]);
  try {
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    const text = new TextDecoder("windows-1252").decode(bytes);
    const warnings: Problem[] = [fileProblem("report.old-encoding", file)];
    return ok(text, warnings);
  }
}
