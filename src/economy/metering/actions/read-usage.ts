import { closest, type Period, type Problem, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { chargesByItem } from "../../pricing/actions/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import {
  type CollectedPart,
  meterRegister,
  type UsageEvent,
  UsageCollector,
  UsageScanner,
} from "../index.ts";
import * as problem from "../problems.ts";

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

/** What events are held against: asked once, for as many files as there are. */
export interface UsageRegisters {
  readonly customers: ReadonlySet<string>;
  /** How what an event may name is charged: the items, and the event types that meters read. */
  readonly charges: Awaited<ReturnType<typeof chargesByItem>>;
  /** What counts different users, and so has to be told of them. */
  readonly unique: ReadonlySet<string>;
}

export async function usageRegisters(tx: Transaction, provider: string): Promise<UsageRegisters> {
  const charges = await chargesByItem(tx, provider);
  const meters = await entriesOf(tx, provider, meterRegister);
  for (const meter of meters) charges.set(meter.eventType, charges.get(meter.item) ?? "metered");
  return {
    customers: new Set((await customersOf(tx, provider)).map((customer) => customer.customer)),
    charges,
    unique: new Set(meters.filter((meter) => meter.aggregation === "unique").map((meter) => meter.eventType)),
  };
}

/** Enough to see what is wrong with a file; a file with a wrong column would otherwise list every line. */
const mostProblems = 100;

/**
 * The reading of a usage file: checked and collected into parts, without the database, so that it can be begun while the
 * server is busy with something else. Memory is bound by a part, not by the file.
 */
export class UsageReading {
  readonly total = { events: 0, duplicates: 0 };
  readonly #check: ReturnType<typeof usageCheck>;
  readonly #days: DayCheck;
  readonly #parts: AsyncGenerator<CollectedPart>;
  #first: Promise<IteratorResult<CollectedPart>> | undefined;

  constructor(file: UsageFile, registers: UsageRegisters) {
    this.#check = usageCheck(registers, file.source);
    this.#days = new DayCheck(file.source, file.expected);
    this.#parts = this.#read(file);
  }

  /** Reads as far as it can with nothing stored yet: to the end of the file, or of its first part. */
  async begin(): Promise<void> {
    this.#first ??= this.#parts.next();
    // What is wrong with the file is told when its turn comes.
    await this.#first.catch(() => undefined);
  }

  /** Parts as they are full, to be stored. Throws a `Refusal` with everything that is wrong with the file. */
  async *parts(): AsyncGenerator<CollectedPart> {
    await this.begin();
    for (let next = await this.#first; next?.done === false; next = await this.#parts.next())
      yield next.value;
  }

  /** Once the file has been read. */
  get warnings(): Problem[] {
    return [...this.#check.warnings, ...this.#days.warnings()];
  }

  /** Gives it up, and closes the file. */
  async close(): Promise<void> {
    await this.#parts.return(undefined);
  }

  async *#read(file: UsageFile): AsyncGenerator<CollectedPart> {
    const check = this.#check;
    let collector: UsageCollector | undefined = new UsageCollector();
    for await (const batch of file.rows) {
      this.#take(batch, collector, file.source);
      if (check.problems.length >= mostProblems) break;
      const part = check.problems.length === 0 ? collector.ready() : undefined;
      if (part !== undefined) yield this.#counted(part);
    }
    if (check.problems.length > 0) throw new Refusal(check.problems);
    const last = collector.finish();
    // Whoever reads ahead holds the part and no longer what it was made in.
    collector = undefined;
    if (last !== undefined) yield this.#counted(last);
  }

  #counted(part: CollectedPart): CollectedPart {
    this.total.events += part.events;
    this.total.duplicates += part.duplicates;
    return part;
  }

  #take(batch: UsageBatch, collector: UsageCollector, source: string): void {
    const [check, days] = [this.#check, this.#days];
    if (batch instanceof UsageScanner) {
      for (let i = 0; days.asks && i < batch.count; i++) {
        const outside = days.isOutside(batch.day[i] as number);
        if (outside !== undefined) days.found(outside, batch.rowAt(i));
      }
      collector.addScanned(batch, check.scanned(batch), (found, index) =>
        check.add({ ...found, file: source, line: batch.rowAt(index).line }),
      );
      return;
    }
    for (const row of Array.isArray(batch) ? (batch as readonly UsageRow[]) : [batch as UsageRow]) {
      const outside = days.isOutside(Number(row.day.replaceAll("-", "")));
      if (outside !== undefined) days.found(outside, row);
      if (!check.passes(row)) continue;
      const found = collector.add(row);
      if (found !== undefined) check.add({ ...found, file: source, line: row.line });
    }
  }
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

  /** Whether any day is outside at all. */
  get asks(): boolean {
    return this.#expected !== undefined;
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

/** What no id is written with: they would not be seen, and a zero byte ends a text for some. */
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u001f\u007f]/;

/** Each row against the registers. A row that is refused is not counted, but the rest are still looked through. */
function usageCheck(
  { customers, charges, unique }: UsageRegisters,
  file: string,
): {
  readonly problems: Problem[];
  readonly warnings: Problem[];
  add(found: Problem): void;
  passes(row: UsageRow): boolean;
  /** The same question for the rows of a scanner: answered per code, and row by row only where a code is unknown. */
  scanned(batch: UsageScanner): (index: number) => boolean;
} {
  const problems: Problem[] = [];
  const warnings = new Map<string, Problem>();
  const add = (found: Problem): void => {
    if (problems.length < mostProblems) problems.push(found);
  };
  const passes = (row: UsageRow): boolean => {
    const charge = charges.get(row.item);
    const unsaid = row.subject === undefined && unique.has(row.item);
    const isPlain = !controls.test(row.eventId) && !Number.isNaN(row.second) && !unsaid;
    if (
      charge === "metered" &&
      customers.has(row.customer) &&
      row.quantityMicro >= 0 &&
      row.eventId !== "" &&
      isPlain
    ) {
      return true;
    }
    const place = { file, line: row.line };
    const stops = problems.length;
    if (controls.test(row.eventId)) add(problem.controlCharacter(place));
    if (Number.isNaN(row.second)) add(problem.unreadableTime(row.eventId, place));
    if (unsaid) add(problem.withoutSubject(row.eventId, row.item, place));
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
      const plainItem = Uint8Array.from(batch.items.names, (item) =>
        charges.get(item) === "metered" && !unique.has(item) ? 1 : 0,
      );
      const plainCustomer = Uint8Array.from(batch.customers.names, (customer) =>
        customers.has(customer) ? 1 : 0,
      );
      const { item, customer } = batch;
      return (index) =>
        (plainItem[item[index] as number] === 1 && plainCustomer[customer[index] as number] === 1) ||
        passes(batch.rowAt(index));
    },
    get warnings() {
      return [...warnings.values()];
    },
  };
}
