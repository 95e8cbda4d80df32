import { writeDocx } from "../../../formats/docx/index.ts";
import { createTypesetter } from "../../../formats/pdf/index.ts";
import { required } from "../../../kernel/index.ts";
import { chapterPages, factJson, findingsJson, reportHeadJson, reportHtml, reportSheet } from "../index.ts";
import type { Built } from "./build.ts";

export interface ReportFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export const reportFormats = ["pdf", "docx", "html", "json"] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The report in its formats, the same bytes each time the same report is built. */
export function reportFiles(
  { report, facts }: Pick<Built, "report" | "facts">,
  { formats, emptyFolder }: { readonly formats: readonly ReportFormat[]; readonly emptyFolder: string },
): readonly ReportFile[] {
  const name = report.report;
  const file = (path: string, text: string): ReportFile => ({ path, bytes: new TextEncoder().encode(text) });
  const writers: Readonly<Record<ReportFormat, () => readonly ReportFile[]>> = {
    pdf: () => [
      { path: `${name}.pdf`, bytes: required(createTypesetter({ emptyFolder }).report(reportSheet(report))) },
    ],
    docx: () => [{ path: `${name}.docx`, bytes: writeDocx(reportSheet(report)) }],
    html: () => [
      file(`${name}.html`, reportHtml(report)),
      ...chapterPages(report).map((page) => file(`html/${page.path}`, page.text)),
    ],
    json: () => [
      file(
        `${name}.json`,
        `${JSON.stringify(
          {
            ...reportHeadJson(report),
            facts: [...facts.facts.values()].map((fact) => factJson(fact, facts.year)),
            findings: findingsJson(report.chapters.flatMap((chapter) => chapter.findings)),
          },
          null,
          1,
        )}\n`,
      ),
    ],
  };
  return formats.flatMap((format) => writers[format]());
}
