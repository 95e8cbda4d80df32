import { accountMapOf, closePeriods, periodsOf } from "../../economy/ledger/actions/index.ts";
import { customersOf } from "../../service/customers/actions/index.ts";
import { readOutlets, readPosting } from "../../economy/invoicing/index.ts";
import { readPolicies } from "../../economy/settlement/index.ts";
import { assert, type Problem, Refusal, required } from "../../kernel/index.ts";
import type { Database, Transaction } from "../../platform/database/index.ts";
import type { LoadContext, LoadedFile, PackPart } from "./context.ts";
import { keepSourceLines } from "../../platform/registers/actions/index.ts";
import { keepProvider } from "./keep-provider.ts";
import { isForReaders, packPathOf } from "./names.ts";
import type { PackFile, PackSource } from "./pack-source.ts";
import { booksPart, isOfTheDatabase } from "./part-books.ts";
import { costingPart, textOf } from "./part-costing.ts";
import { historyPart } from "./part-history.ts";
import { plansPart } from "./part-plans.ts";
import { pricesPart } from "./part-prices.ts";
import { furtherRegistersPart, registersPart } from "./part-registers.ts";
import { reportsPart } from "./part-reports.ts";
import { usagePart } from "./part-usage.ts";
import { problemOf } from "./problems.ts";
import { readUsageAhead, type ReadingAhead } from "./usage-ahead.ts";
import { monthsToClose, type PackSettings, readSettings, settingsOf } from "./settings.ts";

/** In the order in which a later part refers to an earlier one. */
const parts: readonly PackPart[] = [
  registersPart,
  costingPart,
  pricesPart,
  furtherRegistersPart,
  booksPart,
  plansPart,
  usagePart,
  historyPart,
  reportsPart,
];

export interface Loading {
  readonly actor: string;
  readonly now: string;
  readonly confirm: boolean;
  /** Everything is done and then rolled back. */
  readonly dryRun: boolean;
  /** The provider that a single file is loaded into, or that a pack is expected to be for. */
  readonly provider?: string;
  progress(text: string): void;
}

export interface LoadReport {
  readonly provider: string;
  readonly dryRun: boolean;
  /** False when all of it was there already. */
  readonly changed: boolean;
  readonly files: readonly LoadedFile[];
  readonly closedPeriods: number;
  readonly warnings: readonly Problem[];
}

/**
 * Loads a pack, or one file of it, in one transaction: all of it or nothing. The same pack again changes nothing. Throws
 * `Refusal` with everything that is wrong in the first part that is refused, and in all files of that part.
 */
export async function loadPack(
  database: Database,
  source: PackSource,
  loading: Loading,
): Promise<LoadReport> {
  if (!source.isWhole) return loadAlone(database, source, loading);
  const settings = packSettings(source, loading);
  const report = await inOneTransaction(
    database,
    settings.value.provider.id,
    loading,
    async (tx, provider) => {
      await takeLoad(tx, provider);
      return loadParts(tx, provider, source.files, settings.value, loading, {
        isWhole: true,
        warnings: settings.warnings,
      });
    },
  );
  if (report.changed && !loading.dryRun) await countAnew(database);
  return report;
}

async function loadAlone(database: Database, source: PackSource, loading: Loading): Promise<LoadReport> {
  const report = await inOneTransaction(database, requiredProvider(loading), loading, (tx, provider) =>
    loadFile(tx, provider, source, loading),
  );
  if (report.changed && !loading.dryRun) await countAnew(database);
  return report;
}

/**
 * Loads one file into the provider that is there, in the transaction of whoever asks. Problems are told with the name that the file came by.
 * Throws `Refusal` with everything that is wrong with it.
 */
export async function loadFile(
  tx: Transaction,
  provider: string,
  source: PackSource,
  { actor, now, confirm, dryRun = false, progress = () => undefined }: FileLoading,
): Promise<LoadReport> {
  const loading = { actor, now, confirm, dryRun, progress };
  try {
    await takeLoad(tx, provider);
    const settings = await storedSettings(tx, provider);
    const files = source.files.map((file) => placedFile(file, source));
    const report = await loadParts(tx, provider, files, settings, loading, { isWhole: false, warnings: [] });
    return { ...report, warnings: asNamed(report.warnings, source) };
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(asNamed(error.problems, source));
    throw error;
  }
}

type FileLoading = Pick<Loading, "actor" | "now" | "confirm"> & Partial<Pick<Loading, "dryRun" | "progress">>;

/** All of it or nothing; of a dry run nothing. */
async function inOneTransaction(
  database: Database,
  provider: string,
  { actor, dryRun }: Loading,
  work: (tx: Transaction, provider: string) => Promise<LoadReport>,
): Promise<LoadReport> {
  let report: LoadReport | undefined;
  try {
    await database.transaction({ role: "staff", provider, actor }, async (tx) => {
      report = await work(tx, provider);
      if (dryRun) throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
  assert(report !== undefined, "a load that is not refused has a report");
  return report;
}

/** Two loads of one provider come after each other; the second then finds what the first has done. */
async function takeLoad(tx: Transaction, provider: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('load:' || $1, 0))", [provider]);
}

/** The tables that a load fills and that are planned for: more rows than a page holds, read by keys and codes. */
const countedTables = [
  "ledger.line",
  "ledger.voucher",
  "ledger.superseded",
  "ledger.balance",
  "planning.line",
  "planning.volume",
  "metering.volume",
  "metering.direct_sale",
  "pricing.fee",
  "pricing.price_item",
  "customers.service_use",
] as const;

/**
 * PostgreSQL plans by what it knows of its tables; after a load it would know nothing until it looked by itself. A tenth of
 * the rows it takes by default is enough: the tables are read by their keys and by a handful of codes, and sorting thirty
 * thousand texts for each of fifteen columns cost as much as copying the year's lines in. A table that is not a tenth larger than when it
 * was last looked at keeps what is known of it, by the rule of PostgreSQL's own vacuum: a new provider among hundreds changes no plan, and
 * looking at everybody's tables after each of them was a sixth of what a nation cost the server.
 */
async function countAnew(database: Database): Promise<void> {
  await database.transaction({ role: "owner" }, async (tx) => {
    const grown = await tx.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c
       where c.oid = any ($1::text[]::regclass[])
         and (c.reltuples < 0
              or pg_relation_size(c.oid) > 1.1 * c.relpages * current_setting('block_size')::int
                 + 8 * current_setting('block_size')::int)`,
      [countedTables],
    );
    if (grown.length === 0) return;
    await tx.execute("set local default_statistics_target = 10");
    await tx.execute(`analyze ${grown.map(({ name }) => name).join(", ")}`);
  });
}

/** Leaves the transaction of a dry run without keeping anything. */
class RolledBack extends Error {}

function packSettings(
  source: PackSource,
  loading: Loading,
): { readonly value: PackSettings; readonly warnings: readonly Problem[] } {
  const file = source.files.find((one) => one.path === "pack.yaml") as PackFile;
  const read = readSettings(textOf(file.path, file.content()), file.path);
  if (!read.ok) throw new Refusal(read.problems);
  const { id } = read.value.provider;
  if (loading.provider !== undefined && loading.provider !== id) {
    throw new Refusal([
      problemOf(
        "pack.other-provider",
        { file: file.path, text: id },
        {
          message_sv: `Paketet gäller ${id}, inte ${loading.provider}.`,
          message_en: `The pack is for ${id}, not ${loading.provider}.`,
        },
      ),
    ]);
  }
  return read;
}

function requiredProvider({ provider }: Loading): string {
  if (provider === undefined)
    throw new Error("Broken invariant: a single file is loaded into a named provider");
  return provider;
}

async function storedSettings(tx: Transaction, provider: string): Promise<PackSettings> {
  const row = await tx.one<{ settings: Record<string, unknown> }>(
    "select settings from platform.provider where provider_id = $1",
    [provider],
  );
  return required(settingsOf(row.settings, "pack.yaml"));
}

/** A file that comes alone, at its place in a pack. */
function placedFile(file: PackFile, source: PackSource): PackFile {
  const path = packPathOf(file.path);
  if (path !== undefined)
    return { ...file, path, chunks: () => file.chunks(), content: () => file.content() };
  throw new Refusal([
    problemOf(
      "pack.unknown-source",
      { file: source.name },
      {
        message_sv: `${source.name} känns inte igen på sitt namn.`,
        message_en: `${source.name} is not recognised by its name.`,
      },
    ),
  ]);
}

/** Problems with the name that the user gave, instead of the file's place in a pack. */
function asNamed(problems: readonly Problem[], source: PackSource): Problem[] {
  return problems.map((problem) =>
    problem.file === undefined ? problem : { ...problem, file: source.name },
  );
}

async function loadParts(
  tx: Transaction,
  provider: string,
  files: readonly PackFile[],
  settings: PackSettings,
  loading: Loading,
  { isWhole, warnings: before }: { readonly isWhole: boolean; readonly warnings: readonly Problem[] },
): Promise<LoadReport> {
  const { actor, now, confirm } = loading;
  const told: LoadedFile[] = [];
  const warnings: Problem[] = [...before];
  const context: LoadContext = {
    tx,
    provider,
    settings,
    files: new Map(files.map((file) => [file.path, file])),
    actor,
    now,
    confirm,
    usageAhead: new Map(),
    told: (file) => void told.push(file),
    warn: (problems) => void warnings.push(...problems),
    progress: (text) => loading.progress(text),
  };
  if (isWhole) {
    const outcome = await keepProvider(tx, settings, { actor, now });
    const policies = [...settings.policyLines].map(([year, line]) => ({
      key: `settlement.policies ${year}`,
      line,
    }));
    await keepSourceLines(tx, provider, [{ file: "pack.yaml", rows: policies }]);
    told.push({ file: "pack.yaml", outcome, counts: {} });
    warnings.push(...unreadFiles(files));
  }
  const problems: Problem[] = [];
  let ahead: ReadingAhead | undefined;
  try {
    for (const part of parts) {
      loading.progress(part.name);
      if (part === booksPart) ahead = await readUsageAhead(context);
      if (part === usagePart) await ahead?.stop();
      await part.load(context);
      if (part === registersPart && isWhole)
        problems.push(...(await settingsProblems(tx, provider, settings)));
    }
  } catch (error) {
    // Later parts would only repeat that the registers they refer to are missing.
    if (!(error instanceof Refusal) || isOfTheDatabase(error)) throw error;
    problems.push(...error.problems);
  } finally {
    await ahead?.close();
  }
  const stop = problems.some((problem) => problem.severity === "stop");
  if (stop) throw new Refusal([...problems, ...warnings]);
  const closedPeriods = isWhole ? await closeMonths(context) : 0;
  return {
    provider,
    dryRun: loading.dryRun,
    changed: closedPeriods > 0 || told.some((file) => file.outcome !== "unchanged"),
    files: told,
    closedPeriods,
    warnings: [...warnings, ...problems],
  };
}

function unreadFiles(files: readonly PackFile[]): Problem[] {
  return files
    .filter(
      (file) =>
        file.path !== "pack.yaml" && !isForReaders(file.path) && !parts.some((part) => part.owns(file.path)),
    )
    .map((file) =>
      problemOf(
        "pack.unknown-file",
        { file: file.path },
        {
          message_sv: `${file.path} hör inte till ett paket och lästes inte.`,
          message_en: `${file.path} is no part of a pack and was not read.`,
        },
      ),
    );
}

/** What pack.yaml says of postings and settlement, held against the mapping and read by the rooms that will use it. */
async function settingsProblems(
  tx: Transaction,
  provider: string,
  settings: PackSettings,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const file = "pack.yaml";
  const map = await accountMapOf(tx, provider);
  for (const { key, account } of settings.postingAccounts) {
    if (map.mappingOf(account)) continue;
    problems.push(
      problemOf(
        "pack.unknown-reference",
        { file, text: account },
        {
          message_sv: `${key}: konto ${account} täcks inte av kontomappningen.`,
          message_en: `${key}: account ${account} is not covered by the account mapping.`,
        },
      ),
    );
  }
  if (settings.raw["posting"] !== undefined) {
    const customers = await customersOf(tx, provider);
    const known = new Set(customers.map((one) => one.customer));
    for (const customer of settings.postingCustomers)
      if (!known.has(customer))
        problems.push(
          problemOf(
            "pack.unknown-reference",
            { file, text: customer },
            {
              message_sv: `posting.revenue: ${customer} finns inte bland kunderna.`,
              message_en: `posting.revenue: ${customer} is not among the customers.`,
            },
          ),
        );
    const posting = readPosting(settings.raw["posting"], {
      ownCustomer: customers.some((customer) => customer.isSelf),
    });
    if (!posting.ok) problems.push(...posting.problems);
  }
  if (settings.raw["settlement"] !== undefined) {
    const policies = readPolicies(settings.raw);
    if (!policies.ok) problems.push(...policies.problems);
  }
  const outlets = readOutlets(settings.raw["delivery"]);
  if (!outlets.ok) problems.push(...outlets.problems);
  return problems.map((problem) => ({ file, ...problem }));
}

/** Closes the months that pack.yaml says are closed, once: a month that has been reopened since stays open. */
async function closeMonths({ tx, provider, settings, actor, now }: LoadContext): Promise<number> {
  const known = new Set((await periodsOf(tx, provider)).map((one) => one.period));
  const months = monthsToClose(settings).filter((period) => !known.has(period));
  return months.length === 0 ? 0 : closePeriods(tx, provider, months, { actor, now });
}
