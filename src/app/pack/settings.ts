import { readFileSync } from "node:fs";
import { type Document, isMap, isSeq, LineCounter, parseDocument } from "yaml";
import {
  type Ore,
  parseKronor,
  type Period,
  periodOf,
  type Problem,
  type Result,
  refused,
  resultOf,
} from "../../kernel/index.ts";
import type { DimensionRole } from "../../economy/ledger/index.ts";
import { problemOf } from "./problems.ts";
import { checkAgainst, type Schema } from "./schema-check.ts";

/** pack.yaml, as far as loading itself needs it. The whole of it is kept with the provider for the rooms that read the rest. */
export interface PackSettings {
  readonly provider: { readonly id: string; readonly name: string; readonly orgNo: string };
  readonly synthetic: boolean;
  readonly fiscalYears: readonly number[];
  /** Months that are closed when the pack is first loaded. */
  readonly closedThrough: Period | undefined;
  readonly dimensions: ReadonlyMap<number, DimensionRole>;
  readonly ownCounterparties: readonly string[];
  readonly declaredResults: ReadonlyMap<string, Ore>;
  /** The accounts that postings are made to, each with the key that names it. */
  readonly postingAccounts: readonly { readonly key: string; readonly account: string }[];
  /** The customers that a revenue rule is made for. */
  readonly postingCustomers: readonly string[];
  /** The line of each year's settlement policy, where the file was just read. */
  readonly policyLines: ReadonlyMap<number, number>;
  /** The file as plain values. */
  readonly raw: Record<string, unknown>;
}

const schemaFile = new URL("../../../docs/pack.schema.json", import.meta.url);

export function packSchema(): Schema {
  return JSON.parse(readFileSync(schemaFile, "utf8")) as Schema;
}

/** Reads pack.yaml: every fault with its line, unknown keys as warnings. */
export function readSettings(text: string, file: string): Result<PackSettings> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    maxAliasCount: 100,
  } as never);
  if (document.errors.length > 0) {
    return refused(
      document.errors.map((error) =>
        problemOf(
          "pack.yaml",
          { file, line: lines.linePos(error.pos[0]).line },
          {
            message_sv: `${file} är inte giltig YAML: ${error.message}`,
            message_en: `${file} is not valid YAML: ${error.message}`,
          },
        ),
      ),
    );
  }
  const problems = checkAgainst(packSchema(), document.contents, { file, lines });
  if (problems.some((problem) => problem.severity === "stop")) return refused(problems);
  const raw = document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>;
  const settings = settingsOf(raw, file, problems);
  return settings.ok
    ? { ...settings, value: { ...settings.value, policyLines: policyLinesOf(document, lines) } }
    : settings;
}

/** Where the settlement's policies stand: what a settlement takes or leaves by its rules ends there. */
function policyLinesOf(document: Document.Parsed, lines: LineCounter): Map<number, number> {
  const found = new Map<number, number>();
  const policies = document.getIn(["settlement", "policies"], true);
  if (!isSeq(policies)) return found;
  for (const policy of policies.items) {
    if (!isMap(policy) || !policy.range) continue;
    found.set(Number(policy.get("year")), lines.linePos(policy.range[0]).line);
  }
  return found;
}

interface Raw {
  readonly provider: { readonly id: string; readonly name: string; readonly org_no: string };
  readonly synthetic?: boolean;
  readonly fiscal_years: readonly number[];
  readonly closed_through?: Period;
  readonly dimensions: Readonly<Record<string, DimensionRole>>;
  readonly own_counterparties?: readonly string[];
  readonly plans?: readonly { readonly plan: string; readonly declared_result?: string }[];
  readonly posting?: Readonly<Record<string, unknown>>;
}

/** The settings as they are stored with the provider: already checked when they were loaded. */
export function settingsOf(
  raw: Record<string, unknown>,
  file: string,
  problems: readonly Problem[] = [],
): Result<PackSettings> {
  const read = raw as unknown as Raw;
  const declared = new Map<string, Ore>();
  const found = [...problems];
  for (const { plan, declared_result: text } of read.plans ?? []) {
    if (text === undefined) continue;
    const amount = parseKronor(text);
    if (amount === undefined) {
      found.push(
        problemOf(
          "pack.bad-value",
          { file, text },
          {
            message_sv: `plans.declared_result för ${plan} är inget belopp: ${text}.`,
            message_en: `plans.declared_result of ${plan} is not an amount: ${text}.`,
          },
        ),
      );
    } else declared.set(plan, amount);
  }
  return resultOf<PackSettings>(
    {
      provider: { id: read.provider.id, name: read.provider.name, orgNo: read.provider.org_no },
      synthetic: read.synthetic ?? false,
      fiscalYears: read.fiscal_years,
      closedThrough: read.closed_through,
      dimensions: new Map(Object.entries(read.dimensions).map(([number, role]) => [Number(number), role])),
      ownCounterparties: read.own_counterparties ?? [],
      declaredResults: declared,
      postingAccounts: postingAccountsOf(read.posting ?? {}),
      postingCustomers: postingCustomersOf(read.posting ?? {}),
      policyLines: new Map(),
      raw,
    },
    found,
  );
}

function postingAccountsOf(posting: Readonly<Record<string, unknown>>): { key: string; account: string }[] {
  const found: { key: string; account: string }[] = [];
  const take = (key: string, account: unknown): void => {
    if (typeof account === "string") found.push({ key: `posting.${key}`, account });
  };
  for (const key of ["revenue", "financing_account"]) {
    for (const row of (posting[key] as { account?: string }[] | undefined) ?? []) take(key, row.account);
  }
  for (const account of Object.values((posting["settlement_account"] as object | undefined) ?? {})) {
    take("settlement_account", account);
  }
  for (const key of [
    "receivable_internal",
    "receivable_external",
    "vat_account",
    "self_cost_account",
    "provision_account",
    "accrued_settlement_account",
    "equity_account",
  ]) {
    take(key, posting[key]);
  }
  return found;
}

function postingCustomersOf(posting: Readonly<Record<string, unknown>>): string[] {
  const rules = (posting["revenue"] as { customer?: unknown }[] | undefined) ?? [];
  return rules.flatMap((rule) => (typeof rule.customer === "string" ? [rule.customer] : []));
}

/** The months of the fiscal years up to and including the last closed one. */
export function monthsToClose({ fiscalYears, closedThrough }: PackSettings): Period[] {
  if (closedThrough === undefined) return [];
  return [...fiscalYears]
    .sort((a, b) => a - b)
    .flatMap((year) => Array.from({ length: 12 }, (_, index) => periodOf(year, index + 1)))
    .filter((period) => period <= closedThrough);
}
