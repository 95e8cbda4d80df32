import type { ReportSheet } from "../pdf/index.ts";
import { documentRoot, field, paragraph, textRun } from "./names.ts";

/** At the head of every page but the cover: whose report it is, and the chapter one is in. */
export function headerXml({ provider, title }: ReportSheet): string {
  return documentRoot("w:hdr", paragraph("Header", textRun(`${provider} · ${title}`)));
}

export function footerXml({ words }: ReportSheet): string {
  return documentRoot(
    "w:ftr",
    paragraph(
      "Footer",
      [
        textRun(`${words.page} `),
        field("PAGE", textRun("1")),
        textRun(` ${words.of} `),
        field("NUMPAGES", textRun("1")),
      ].join(""),
      `<w:jc w:val="right"/>`,
    ),
  );
}
