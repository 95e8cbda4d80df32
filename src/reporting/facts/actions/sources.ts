import { createHash } from "node:crypto";
import type { Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { RegisterDefinition } from "../../../platform/registers/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { type KeptStatements, keptStatements } from "../../../economy/statements/actions/index.ts";
import type { Statement } from "../../../economy/statements/index.ts";
import { catalogueRegisters } from "../../../service/catalogue/index.ts";
import { customerBaseRegisters, customerRegisters } from "../../../service/customers/index.ts";
import {
  consultants,
  headcounts,
  sickLeaves,
  staffFlows,
  surveyAnswers,
  surveys,
  workforceRegisters,
} from "../../../people/workforce/index.ts";
import {
  attachments,
  governanceRegisters,
  indicators,
  serviceLevels,
} from "../../../steering/governance/index.ts";
import { exactText, type SourceRow, type Sources, sourceRow, sourcesOf } from "../index.ts";

/** The registers that a formula may count and a report may list. */
export const reportedRegisters: readonly RegisterDefinition[] = [
  ...governanceRegisters,
  ...workforceRegisters,
  ...catalogueRegisters,
  ...customerBaseRegisters,
  ...customerRegisters,
] as unknown as readonly RegisterDefinition[];

export interface ReadSources {
  readonly sources: Sources;
  readonly statements: ReadonlyMap<string, Statement>;
  /** What the rows of a register come to; another row, another mark. */
  readonly registerMark: (register: string) => string | undefined;
  /** What of the books had to be read for it. */
  readonly books: Pick<KeptStatements, "read" | "changed">;
}

/** Kinds of objects in the audit that no statement reads: after a change of these the books stand as they were read. */
const besideTheBooks: ReadonlySet<string> = new Set([
  ...[...governanceRegisters, ...workforceRegisters].map((one) => one.objectKind),
  "fact",
  "report",
  "chapter",
  "period",
  "month-step",
  "person",
  "api-key",
  "billing-run",
  "delivery",
  "objection",
]);

/** Reads everything the facts of a year rest on: each statement once, and of the registers those that are named. */
export async function readSources(
  tx: Transaction,
  provider: string,
  { year, registers }: { readonly year: number; readonly registers: ReadonlySet<string> },
): Promise<ReadSources> {
  const { statements, resultByMonth, ...books } = await keptStatements(tx, provider, {
    year,
    harmless: besideTheBooks,
  });
  const rows = new Map<string, readonly SourceRow[]>();
  for (const definition of reportedRegisters) {
    if (!registers.has(definition.name)) continue;
    rows.set(
      definition.name,
      (await entriesOf(tx, provider, definition)).map((entry) => sourceRow(definition, entry)),
    );
  }
  const sources = sourcesOf({
    year,
    statements,
    resultThrough: resultThrough(resultByMonth),
    registers: rows,
    measured: {
      indicators: await entriesOf(tx, provider, indicators),
      attachments: await entriesOf(tx, provider, attachments),
      serviceLevels: await entriesOf(tx, provider, serviceLevels),
      headcounts: await entriesOf(tx, provider, headcounts),
      sickLeaves: await entriesOf(tx, provider, sickLeaves),
      staffFlows: await entriesOf(tx, provider, staffFlows),
      consultants: await entriesOf(tx, provider, consultants),
      surveys: await entriesOf(tx, provider, surveys),
      surveyAnswers: await entriesOf(tx, provider, surveyAnswers),
    },
  });
  const marks = new Map<string, string>();
  return {
    sources,
    statements: new Map(statements.map((one) => [one.statement, one])),
    books,
    registerMark: (register) => {
      const own = rows.get(register);
      if (own === undefined) return undefined;
      const mark = marks.get(register) ?? markOfRows(own);
      marks.set(register, mark);
      return mark;
    },
  };
}

function markOfRows(rows: readonly SourceRow[]): string {
  const hash = createHash("sha256");
  for (const row of rows)
    hash.update(
      `${JSON.stringify(Object.entries(row).map(([name, value]) => [name, value.kind, exactText(value)]))}\n`,
    );
  return hash.digest("base64url");
}

/** Result from January through each month: revenue less cost, before the year's settlement was known or after it. */
function resultThrough(months: ReadonlyMap<Period, number>): ReadonlyMap<Period, number> {
  let sum = 0;
  return new Map([...months].map(([period, amount]) => [period, (sum += amount)]));
}
