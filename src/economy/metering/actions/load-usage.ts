import { closest, type Period, type Problem, Refusal, required } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { chargesByItem } from "../../pricing/actions/index.ts";
import {
  type CollectedMonth,
  type UsageEvent,
  UsageCollector,
  UsageScanner,
  volumeChanges,
  type VolumeChange,
  volumesOf,
} from "../index.ts";
import * as problem from "../problems.ts";
import {
  insertSegments,
  insertSource,
  latestSources,
  periodsOfSource,
  selectSegments,
  type SourceVersion,
} from "../sql/segments.ts";
import { replaceVolumes, selectVolumes } from "../sql/volumes.ts";

/** A usage event with the line of the file it stands on. */
export type UsageRow = UsageEvent & { readonly line: number };

/** Rows of a file as they come: still in the columns of a scanner, or as objects. */
export type UsageBatch = UsageRow | readonly UsageRow[] | UsageScanner;

export interface UsageFile {
  /** Name within the pack, as the user knows it: `usage/2024-01.csv`. The same name again is a corrected version. */
  readonly source: string;
  /** Of the file's bytes. */
  readonly sha256: string;
  /** From `usageRows`, or rows one by one or in batches. A scanner is read before the next batch is asked for. */
  readonly rows: AsyncIterable<UsageBatch> | Iterable<UsageBatch>;
  /** When its days are expected: others are counted all the same, with a warning. */
  readonly expected?: ExpectedDays;
}

export interface ExpectedDays {
  /** The month that the file is named by. */
  readonly month?: Period | undefined;
  readonly years: readonly number[];
}

export interface UsageLoad {
  readonly source: string;
  /** 1 the first time, then one more per corrected file. */
  readonly version: number;
  /** False where the same file was loaded before; nothing was read then. */
  readonly changed: boolean;
  readonly events: number;
  /** Events that stood more than once in the file and were counted once. */
  readonly duplicates: number;
  /** What became of the volumes, compared with what was stored. */
  readonly changes: readonly VolumeChange[];
  readonly warnings: readonly Problem[];
}

/** Enough to see what is wrong with a file; a file with a wrong column would otherwise list every line. */
const mostProblems = 100;

/** Whether exactly this file is the latest version of its source: then there is nothing to read. */
export async function isUsageLoaded(
  tx: Transaction,
  provider: string,
  { source, sha256 }: Pick<UsageFile, "source" | "sha256">,
): Promise<boolean> {
  const latest = (await latestSources(tx, provider)).find((version) => version.source === source);
  return latest?.sha256 === sha256;
}

/**
 * Loads a usage file, in the caller's transaction: its events as segments, and the volumes of the months it touches
 * added up anew. The same file again changes nothing; another file under the same name replaces the earlier version,
 * and the difference is told. Memory is bound by a month, not by the file. Throws a `Refusal` with file and line.
 */
export async function loadUsage(
  tx: Transaction,
  provider: string,
  file: UsageFile,
  { now, actor }: { readonly now: string; readonly actor: string },
): Promise<UsageLoad> {
  const sources = await latestSources(tx, provider);
  const before = sources.find((version) => version.source === file.source);
  const nothing = { source: file.source, events: 0, duplicates: 0, changes: [], warnings: [] };
  if (before?.sha256 === file.sha256) return { ...nothing, version: before.version, changed: false };

  const source = { source: file.source, version: (before?.version ?? 0) + 1, sha256: file.sha256 };
  const left = new Set(before === undefined ? [] : await periodsOfSource(tx, provider, before));
  await insertSource(tx, provider, source, { now, actor });
  const check = await usageCheck(tx, provider, file.source);
  const days = new DayCheck(file.source, file.expected);
  const collector = new UsageCollector();
  const total = { events: 0, duplicates: 0 };
  const changes: VolumeChange[] = [];
  const store = async (months: readonly CollectedMonth[]): Promise<void> => {
    for (const month of months) {
      await insertSegments(tx, source, month.segments);
      changes.push(...(await addUp(tx, provider, month.period, source, month)));
      left.delete(month.period);
      total.events += month.events;
      total.duplicates += month.duplicates;
    }
  };

  for await (const batch of file.rows) {
    if (batch instanceof UsageScanner) {
      for (let i = 0; i < batch.count; i++) {
        const outside = days.isOutside(batch.day[i] as number);
        if (outside !== undefined) days.found(outside, batch.rowAt(i));
      }
      collector.addScanned(batch, check.scanned(batch), (found, index) =>
        check.add({ ...found, file: file.source, line: batch.rowAt(index).line }),
      );
    } else {
      for (const row of Array.isArray(batch) ? (batch as readonly UsageRow[]) : [batch as UsageRow]) {
        const outside = days.isOutside(Number(row.day.replaceAll("-", "")));
        if (outside !== undefined) days.found(outside, row);
        if (!check.passes(row)) continue;
        const found = collector.add(row);
        if (found !== undefined) check.add({ ...found, file: file.source, line: row.line });
      }
    }
    if (check.problems.length >= mostProblems) break;
    if (check.problems.length === 0) await store(collector.ready());
  }
  if (check.problems.length > 0) throw new Refusal(check.problems);
  await store(collector.finish());
  // Months that the corrected file no longer mentions.
  for (const period of [...left].toSorted()) changes.push(...(await addUp(tx, provider, period, source)));

  await record(tx, {
    at: now,
    actor,
    action: "usage.load",
    objectKind: "usage",
    objectId: file.source,
    before: before === undefined ? null : { version: before.version, sha256: before.sha256 },
    after: { version: source.version, sha256: source.sha256, ...total },
  });
  return {
    ...nothing,
    ...total,
    version: source.version,
    changed: true,
    changes,
    warnings: [...check.warnings, ...days.warnings()],
  };
}

/** Days that are a slip of the pen more often than not. Told once a file and kind, with the first line and how many. */
class DayCheck {
  readonly #file: string;
  readonly #month: number | undefined;
  readonly #expected: ExpectedDays | undefined;
  readonly #first = new Map<
    "month" | "year",
    { readonly day: string; readonly line: number; events: number }
  >();

  constructor(file: string, expected: ExpectedDays | undefined) {
    this.#file = file;
    this.#expected = expected;
    this.#month = expected?.month === undefined ? undefined : Number(expected.month.replace("-", ""));
  }

  /** For 20240131: whole numbers, since a file has millions of them. */
  isOutside(day: number): "month" | "year" | undefined {
    if (this.#expected === undefined) return undefined;
    if (!this.#expected.years.includes(Math.floor(day / 10_000))) return "year";
    return this.#month !== undefined && Math.floor(day / 100) !== this.#month ? "month" : undefined;
  }

  found(kind: "month" | "year", { day, line }: UsageRow): void {
    const before = this.#first.get(kind);
    if (before === undefined) this.#first.set(kind, { day, line, events: 1 });
    else before.events += 1;
  }

  warnings(): Problem[] {
    return [...this.#first].map(([kind, { day, line, events }]) => {
      const place = { file: this.#file, line };
      return kind === "year"
        ? problem.otherYear(day, events, place)
        : problem.otherMonth(day, this.#expected?.month ?? "", events, place);
    });
  }
}

/** The volumes of a month from its segments, written, and what that changed. */
async function addUp(
  tx: Transaction,
  provider: string,
  period: Period,
  source: SourceVersion,
  month?: CollectedMonth,
): Promise<VolumeChange[]> {
  const others = await selectSegments(tx, provider, period, { except: source.source });
  const mine = (month?.segments ?? []).map((segment) => ({ source: source.source, segment }));
  const after = required(volumesOf([...others, ...mine]));
  const before = await selectVolumes(tx, provider, { first: period, last: period });
  await replaceVolumes(tx, provider, period, after);
  return volumeChanges(before, after);
}

/** Each row against the registers. A row that is refused is not counted, but the rest are still looked through. */
async function usageCheck(
  tx: Transaction,
  provider: string,
  file: string,
): Promise<{
  readonly problems: Problem[];
  readonly warnings: Problem[];
  add(found: Problem): void;
  passes(row: UsageRow): boolean;
  /** The same question for the rows of a scanner: answered per code, and row by row only where a code is unknown. */
  scanned(batch: UsageScanner): (index: number) => boolean;
}> {
  const customers = new Set((await customersOf(tx, provider)).map((customer) => customer.customer));
  const charges = await chargesByItem(tx, provider);
  const problems: Problem[] = [];
  const warnings = new Map<string, Problem>();
  const add = (found: Problem): void => {
    if (problems.length < mostProblems) problems.push(found);
  };
  const passes = (row: UsageRow): boolean => {
    const charge = charges.get(row.item);
    if (charge === "metered" && customers.has(row.customer) && row.quantityMicro >= 0 && row.eventId !== "") {
      return true;
    }
    const place = { file, line: row.line };
    const stops = problems.length;
    if (row.eventId === "") add(problem.emptyCode(place));
    if (!customers.has(row.customer)) {
      add(problem.unknownCustomer(row.customer, closest(row.customer, [...customers]), place));
    }
    if (row.quantityMicro < 0) add(problem.negativeQuantity(row.eventId, place));
    if (charge === undefined) {
      add(problem.unknownItem(row.item, closest(row.item, [...charges.keys()]), place));
    } else if (charge !== "metered" && !warnings.has(row.item)) {
      warnings.set(row.item, problem.notMetered(row.item, charge, place));
    }
    return problems.length === stops && stops < mostProblems;
  };
  return {
    problems,
    add,
    passes,
    scanned(batch) {
      const plainItem = batch.items.names.map((item) => charges.get(item) === "metered");
      const plainCustomer = batch.customers.names.map((customer) => customers.has(customer));
      return (index) =>
        (plainItem[batch.item[index] as number] === true &&
          plainCustomer[batch.customer[index] as number] === true) ||
        passes(batch.rowAt(index));
    },
    get warnings() {
      return [...warnings.values()];
    },
  };
}
