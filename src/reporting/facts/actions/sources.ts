import { byCode, type Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { RegisterDefinition } from "../../../platform/registers/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { accountMapOf, balancesOf } from "../../../economy/ledger/actions/index.ts";
import { statementsOf } from "../../../economy/statements/actions/index.ts";
import { type Statement, statementIds } from "../../../economy/statements/index.ts";
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
import { type SourceRow, type Sources, sourceRow, sourcesOf } from "../index.ts";

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
}

/** Reads everything the facts of a year rest on: each statement once, and of the registers those that are named. */
export async function readSources(
  tx: Transaction,
  provider: string,
  { year, registers }: { readonly year: number; readonly registers: ReadonlySet<string> },
): Promise<ReadSources> {
  const statements = await statementsOf(tx, provider, { ids: statementIds, year });
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
    resultThrough: await resultThrough(tx, provider, year),
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
  return { sources, statements: new Map(statements.map((one) => [one.statement, one])) };
}

/** Result from January through each month: revenue less cost, before the year's settlement was known or after it. */
async function resultThrough(
  tx: Transaction,
  provider: string,
  year: number,
): Promise<ReadonlyMap<Period, number>> {
  const accounts = await accountMapOf(tx, provider);
  const months = new Map<Period, number>();
  for (const cell of await balancesOf(tx, provider, [year])) {
    const kind = accounts.mappingOf(cell.account)?.kind;
    if (kind !== "revenue" && kind !== "cost") continue;
    months.set(cell.period, (months.get(cell.period) ?? 0) - cell.amountOre);
  }
  let sum = 0;
  return new Map(
    [...months].toSorted(([a], [b]) => byCode(a, b)).map(([period, amount]) => [period, (sum += amount)]),
  );
}
