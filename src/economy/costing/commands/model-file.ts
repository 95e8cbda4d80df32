import { readFile } from "node:fs/promises";
import { type Problem, Refusal } from "../../../kernel/index.ts";
import { UsageError } from "../../../platform/command/index.ts";
import { problem } from "../problems.ts";

/** The text of a file, as it is written; what is no text in UTF-8 is refused. */
export async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) throw new UsageError(`Det finns ingen fil ${path}.`, `There is no file ${path}.`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal([notText(path)]);
  }
}

function notText(path: string): Problem {
  return problem(
    "costing.model-syntax",
    `${path} är inte text i UTF-8.`,
    `${path} is not text in UTF-8.`,
    { file: path, line: 1 },
    { try: "Save the file as UTF-8.", try_sv: "Spara filen som UTF-8." },
  );
}
