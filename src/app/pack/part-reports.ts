import { type Problem, Refusal } from "../../kernel/index.ts";
import { keepRows, knownCodes, referenceName } from "../../platform/registers/actions/index.ts";
import type { RegisterDefinition } from "../../platform/registers/index.ts";
import { chapterPath, chapters, readChapterFile } from "../../reporting/documents/index.ts";
import { filesOf, type PackPart } from "./context.ts";
import { unknownReference } from "./reading.ts";

/** The chapters of the reports as Markdown: reports/<report>/<chapter>.md. */
export const reportsPart: PackPart = {
  name: "reports",
  owns: (path) => chapterPath.test(path),
  async load(context) {
    const files = filesOf(reportsPart, context);
    if (files.length === 0) return;
    const { tx, provider, actor, now } = context;
    const definition = chapters as unknown as RegisterDefinition;
    const known = await knownCodes(tx, provider, definition.references);
    const problems: Problem[] = [];
    const rows = files.flatMap((file) => {
      const read = readChapterFile(file.path, new TextDecoder().decode(file.content()));
      if (!read.ok) {
        problems.push(...read.problems);
        return [];
      }
      for (const reference of definition.references) {
        const codes = known.get(referenceName(reference)) ?? new Set<string>();
        if (!codes.has(read.value.report))
          problems.push(
            unknownReference(read.value.report, { ...reference, codes }, { file: file.path, line: 1 }),
          );
      }
      return [read.value];
    });
    if (problems.length > 0) throw new Refusal(problems);
    const [change] = await keepRows(tx, provider, [{ definition, rows, source: "reports/" }], { actor, now });
    const touched = change === undefined ? 0 : change.added + change.changed;
    for (const [index, file] of files.entries())
      context.told({
        file: file.path,
        outcome: touched === 0 ? "unchanged" : change?.added === rows.length ? "loaded" : "changed",
        counts:
          index === 0 && change !== undefined
            ? { rows: rows.length, added: change.added, changed: change.changed }
            : {},
      });
  },
};
