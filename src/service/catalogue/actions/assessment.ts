import { readTable, writeTable } from "../../../formats/csv/index.ts";
import { readFilled } from "../../../formats/xlsx/actions/index.ts";
import { required } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { RegisterDefinition } from "../../../platform/registers/index.ts";
import { addEntry, changeEntry, entriesOf } from "../../../platform/registers/actions/index.ts";
import { assessmentOf, assessmentQuestions, sustainabilityProfiles } from "../index.ts";
import { catalogueOf, requiredService } from "./read.ts";

const columns = [
  { name: "question", type: "text", aliases: ["fråga"], empty: true },
  { name: "answer", type: "text", aliases: ["svar"], empty: true },
] as const;
/** The engine takes any register; the exact types of this one are no help to it. */
const profiles = sustainabilityProfiles as unknown as RegisterDefinition;

/** What came of a form: the row's key, and whether it was there before, was changed or is new. */
export interface KeptAssessment {
  readonly key: string;
  readonly was: "added" | "changed" | "same";
}

/**
 * Keeps a filled-in form for a service's sustainability (R006) as a draft of its profile: CSV or a workbook, the service by any of its names.
 * The same form again changes nothing; a profile that is decided stays decided.
 */
export async function keepAssessment(
  tx: Transaction,
  provider: string,
  file: { readonly name: string; readonly bytes: Uint8Array },
  doing: { readonly actor: string; readonly now: string },
): Promise<KeptAssessment> {
  const { service: said = "", ...cells } = required(assessmentOf(await answersIn(file), file.name));
  const { service } = requiredService(await catalogueOf(tx, provider), said);
  const key = `${service} ${cells["assessed_on"]}`;
  const before = await entriesOf(tx, provider, sustainabilityProfiles, { service });
  if (!before.some((one) => `${one.service} ${one.assessedOn}` === key)) {
    await addEntry(tx, provider, profiles, { ...cells, service, state: "draft" }, doing);
    return { key, was: "added" };
  }
  const { assessed_on: _, ...rest } = cells;
  const isChanged = await changeEntry(tx, provider, profiles, { key, cells: rest }, doing);
  return { key, was: isChanged ? "changed" : "same" };
}

/** Questions and answers of a form, each with its line. */
async function answersIn({
  name,
  bytes,
}: {
  readonly name: string;
  readonly bytes: Uint8Array;
}): Promise<(readonly [string, string, number])[]> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b)
    return required(readTable(bytes, { file: name, columns })).values.map(
      (row) => [row.question, row.answer, row.line] as const,
    );
  const [sheet] = required(await readFilled(bytes, name));
  const rows = (sheet?.rows ?? []).map((row, index) => [text(row[0]), text(row[1]), index + 1] as const);
  return rows.filter(([question]) => !["fråga", "question"].includes(question.toLowerCase()));
}

const text = (value: string | number | boolean | null | undefined): string =>
  value === null || value === undefined ? "" : String(value);

/** An empty form for a service, to be filled in by whoever assesses it. */
export function emptyAssessment(service: string, language: "sv" | "en" = "sv"): string {
  return writeTable(
    [
      { name: language === "sv" ? "fråga" : "question", type: "text" },
      { name: language === "sv" ? "svar" : "answer", type: "text" },
    ],
    assessmentQuestions.map((one) => ({
      [language === "sv" ? "fråga" : "question"]: one[language],
      [language === "sv" ? "svar" : "answer"]: one.cell === "service" ? service : "",
    })),
  );
}
