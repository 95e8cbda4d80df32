import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type CommandCall, type ExitCode, UsageError } from "../../../platform/command/index.ts";
import { checkFile } from "../actions/index.ts";
import { type FindingSeverity, severities } from "../finding.ts";
import { atLeast, checkJson, checkText } from "../print.ts";

/** `report check`: what in a report, anybody's, does not add up. Needs no database. */
export async function checkCommand({ positionals, options, json, effects }: CommandCall): Promise<ExitCode> {
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0)
    throw new UsageError(
      "report check läser en fil: ./underlag report check rapport.pdf",
      "report check takes one file.",
    );
  const severity = typeof options["severity"] === "string" ? options["severity"] : "note";
  if (!(severities as readonly string[]).includes(severity))
    throw new UsageError(
      "--severity är error, warning eller note.",
      "--severity takes error, warning or note.",
    );
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new UsageError(
      `Filen ${path} går inte att läsa. Finns den, och får du läsa den?`,
      `${path} cannot be read.`,
    );
  }
  const read = await checkFile(bytes, basename(path));
  if (!read.ok) {
    effects.problems(read.problems);
    return 1;
  }
  const { value } = read;
  const shown = { ...value, findings: atLeast(value.findings, severity as FindingSeverity) };
  if (json)
    effects.print(
      JSON.stringify(
        { file: value.file, format: value.format, ...checkJson(shown), warnings: read.warnings },
        null,
        2,
      ),
    );
  else {
    if (read.warnings.length > 0) effects.problems(read.warnings);
    effects.print(checkText(shown, effects.language));
  }
  return value.findings.some((one) => one.severity === "error") ? 1 : 0;
}
