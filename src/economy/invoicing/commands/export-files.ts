import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { type Problem, Refusal } from "../../../kernel/index.ts";
import { type CommandCall, type ExitCode, UsageError } from "../../../platform/command/index.ts";
import { readFromCommand } from "../../../platform/access/actions/index.ts";
import type { Language } from "../../../platform/language/index.ts";
import {
  exportDocuments,
  type ExportedFile,
  type ExportFormat,
  exportFormats,
  type ExportQuestion,
} from "../actions/index.ts";
import { isDirectory, makeFolder, writeAll, writeWhole } from "../actions/whole-file.ts";
import { problemOf } from "../problems.ts";

/** What is neither a page nor a workbook can be printed; those are bytes that a terminal would choke on. */
const printable: ReadonlySet<ExportFormat> = new Set(["csv", "focus"]);

/** Documents of their own: several files unless one document is asked for. */
const severalFiles: ReadonlySet<ExportFormat> = new Set(["auto", "peppol", "specification", "pdf"]);

export function exportFormatOf({ options }: CommandCall): ExportFormat {
  const format = exportFormats.find((name) => name === (options["format"] ?? "csv"));
  if (format === undefined)
    throw new UsageError(
      `--format är ett av ${exportFormats.join(", ")}.`,
      `--format takes ${exportFormats.join(", ")}.`,
    );
  const to = options["to"];
  if (to === undefined && !printable.has(format))
    throw new UsageError(
      `--format ${format} behöver --to: en mapp, en fil, eller - för stdout.`,
      `--format ${format} asks for --to: a folder, a file, or - for standard output.`,
    );
  if (to === "-" && severalFiles.has(format) && options["invoice"] === undefined)
    throw new UsageError(
      `--to - rymmer en fil; ange en mapp, eller en faktura med --invoice.`,
      `--to - takes one file; name a folder, or one document with --invoice.`,
    );
  return format;
}

/** Takes issued documents out as files: each is written beside its place and moved there when it is whole. */
export async function exportFiles(
  call: CommandCall,
  question: Omit<ExportQuestion, "now">,
): Promise<ExitCode> {
  const { effects, json, options } = call;
  const to = typeof options["to"] === "string" ? options["to"] : undefined;
  const written: { readonly file: string; readonly bytes: number; readonly sha256: string }[] = [];
  const warnings: Problem[] = [];
  await readFromCommand(effects, async (tx, provider) => {
    for await (const file of exportDocuments(tx, provider, { ...question, now: effects.now() })) {
      warnings.push(...file.warnings);
      const place = put(file, to, { format: question.format, one: question.invoice !== undefined, call });
      written.push({
        file: place,
        bytes: file.bytes.length,
        sha256: createHash("sha256").update(file.bytes).digest("hex"),
      });
    }
  });
  if (warnings.length > 0) effects.problems(warnings);
  if (to === undefined || to === "-") return 0;
  if (json) effects.print(JSON.stringify({ format: question.format, files: written }, null, 2));
  else for (const { file, bytes } of written) effects.print(`${file}  ${bytes} byte`);
  effects.say(saying(question.language, written.length));
  return 0;
}

function saying(language: Language, count: number): string {
  return language === "sv"
    ? `${count} ${count === 1 ? "fil skriven" : "filer skrivna"}.`
    : `${count} ${count === 1 ? "file" : "files"} written.`;
}

function put(
  file: ExportedFile,
  to: string | undefined,
  { format, one, call }: { readonly format: ExportFormat; readonly one: boolean; readonly call: CommandCall },
): string {
  if (to === undefined) {
    call.effects.print(new TextDecoder().decode(file.bytes).replace(/\r?\n$/, ""));
    return "-";
  }
  if (to === "-") {
    writeAll(1, file.bytes);
    return "-";
  }
  let path = resolve(to);
  try {
    if (/[/\\]$/.test(to) || isDirectory(to) || (severalFiles.has(format) && !one))
      path = join(path, file.name);
    makeFolder(dirname(path));
    writeWhole(path, file.bytes);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Refusal([
      {
        ...problemOf(
          "invoicing.cannot-write-file",
          `${path} går inte att skriva (${reason}).`,
          `${path} cannot be written (${reason}).`,
        ),
        file: path,
      },
    ]);
  }
  return path;
}
