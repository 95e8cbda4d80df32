/**
 * How long a report takes to be read and checked, by its length: `npx tsx bench/report-check.ts`. The report is made up of one chapter of
 * prose and tables, written again and again with other figures; a page is 52 lines.
 */
import { agency, asText, asTypst, municipal, type Part } from "../src/formats/report-text/reports.testing.ts";
import { readText } from "../src/formats/report-text/index.ts";
import { readReport } from "../src/formats/report-text/actions/index.ts";
import { checkReport } from "../src/reporting/checks/index.ts";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const linesOfPage = 52;

/** So many pages of chapters, each with words and numbers of its own. */
function report(pages: number): Part[] {
  const parts: Part[] = [];
  let lines = 0;
  for (let chapter = 1; lines < pages * linesOfPage; chapter++) {
    const own = [...agency, ...municipal].map((part): Part => {
      if (part.kind === "heading")
        return { kind: "heading", text: part.text.replace(/^\d+/, String(chapter % 90)) };
      if (part.kind === "text")
        return { kind: "text", text: part.text.replaceAll("Exempelmyndigheten", `Myndighet${chapter}`) };
      return part;
    });
    parts.push(...own);
    lines += asText(own).split("\n").length + 1;
  }
  return parts;
}

const folder = mkdtempSync(join(tmpdir(), "underlag-bench-report-"));
try {
  const typst = NodeCompiler.create({ workspace: folder });
  const milliseconds = (since: number): string => `${Math.round(performance.now() - since)} ms`;
  checkReport(readText(asText(report(10))));
  for (const pages of [39, 125, 250, 500]) {
    const parts = report(pages);
    const text = asText(parts);
    const start = performance.now();
    const document = readText(text);
    const read = milliseconds(start);
    const checking = performance.now();
    const { facts, checks, findings } = checkReport(document);
    console.log(
      `text, ${pages} pages: read ${read}, checked ${milliseconds(checking)}; ${facts} figures, ${checks} checks, ${findings.length} findings`,
    );
    if (pages !== 39 && pages !== 500) continue;
    const pdf = typst.pdf({ mainFileContent: asTypst(parts) });
    const reading = performance.now();
    const result = await readReport(pdf, "bench.pdf");
    console.log(
      `PDF of the same, ${(pdf.length / 1e6).toFixed(1)} MB: read ${milliseconds(reading)}, ${result.ok ? result.value.blocks.length : 0} blocks`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
