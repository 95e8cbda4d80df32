import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { byCode } from "../../kernel/index.ts";
import type { PackFile } from "./text.ts";

const folder = fileURLToPath(new URL("./report/", import.meta.url));

/** The example's reports, chapter by chapter, newly written for it: Markdown with bound figures. */
export function chapterFiles(): PackFile[] {
  return readdirSync(folder)
    .toSorted(byCode)
    .flatMap((report) =>
      readdirSync(`${folder}${report}`)
        .toSorted(byCode)
        .map((chapter) => ({
          path: `reports/${report}/${chapter}`,
          text: readFileSync(`${folder}${report}/${chapter}`, "utf8"),
        })),
    );
}
