import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Day, firstDayOf, micro, ore, type Period, periodsOfYear, Refusal } from "../../kernel/index.ts";
import {
  createSieReader,
  readSie,
  type SieBalance,
  type SieFile,
  type SieObjectRef,
  type SieRow,
  type SieVoucher,
  writeSie,
} from "./index.ts";

/** What a file says, without where it says it. */
function said(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, field: unknown) => (key === "line" ? undefined : field)));
}

function written(file: SieFile, checksum = false): Uint8Array {
  return Buffer.concat([...writeSie(file, { checksum })]);
}

const letters = Array.from(" !\"#$%&'()*+,-./0123456789:;<=>?@AZ[\\]^_`az{|}~åäöÅÄÖéÉüÇñ½");
const text = fc
  .string({ unit: fc.constantFrom(...letters), maxLength: 12 })
  .filter((value) => !value.endsWith("\\"));
const code = fc.string({ unit: fc.constantFrom(..."ABÅ019-_ ".split("")), minLength: 1, maxLength: 5 });
const accountNo = fc.integer({ min: 1000, max: 9999 }).map(String);
const amount = fc.integer({ min: -(2 ** 48), max: 2 ** 48 }).map(ore);
const quantity = fc.option(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }).map(micro), { nil: undefined });
const day = fc
  .integer({ min: 1, max: 28 })
  .chain((date) =>
    fc
      .constantFrom(...periodsOfYear(2024))
      .map((period) => `${period}-${String(date).padStart(2, "0")}` as Day),
  );
const maybeDay = fc.option(day, { nil: undefined });
const ref = fc.record<SieObjectRef>({ dimension: fc.integer({ min: 1, max: 40 }), object: code });
const list = fc.array(ref, { maxLength: 5 });
const line = fc.constant(0);

const row = (accounts: readonly string[]) =>
  fc.record<SieRow>({
    change: fc.constantFrom(undefined, undefined, undefined, "added", "removed"),
    account: fc.constantFrom(...accounts),
    objects: list,
    amountOre: amount,
    day: maybeDay,
    text,
    quantityMicro: quantity,
    sign: text,
    line,
  });

/** The last row makes up for the others. */
function balanced(rows: readonly SieRow[]): SieRow[] {
  const sum = rows.reduce(
    (total, { change, amountOre }) => total + (change === "removed" ? 0 : amountOre),
    0,
  );
  const last = rows.at(-1);
  return last === undefined ? [] : [...rows, { ...last, change: undefined, amountOre: ore(-sum) }];
}

const vouchers = (accounts: readonly string[]) =>
  fc.uniqueArray(
    fc
      .record({
        series: fc.constantFrom("", "A", "B", "LEV1"),
        number: fc.integer({ min: 1, max: 10_000 }).map(String),
        day,
        text,
        registered: maybeDay,
        sign: text,
        line,
        rows: fc.array(row(accounts), { maxLength: 4 }),
      })
      .map((voucher): SieVoucher => ({ ...voucher, rows: balanced(voucher.rows) })),
    { maxLength: 4, selector: ({ series, number }) => `${series} ${number}` },
  );

const balances = (accounts: readonly string[], type: number) => {
  const kinds = (["IB", "UB", "RES", "PSALDO", "PBUDGET", "OIB", "OUB"] as const).slice(
    0,
    [0, 3, 5, 7, 7][type],
  );
  return fc.uniqueArray(
    fc
      .record({
        kind: fc.constantFrom(...kinds),
        year: fc.constantFrom(0, -1),
        period: fc.constantFrom(...periodsOfYear(2024)),
        account: fc.constantFrom(...accounts),
        objects: list,
        amountOre: amount,
        quantityMicro: quantity,
        line,
      })
      .map((balance): SieBalance => {
        const monthly = balance.kind === "PSALDO" || balance.kind === "PBUDGET";
        const whole = balance.kind === "IB" || balance.kind === "UB" || balance.kind === "RES";
        return {
          ...balance,
          period: monthly ? balance.period : undefined,
          objects: whole ? [] : balance.objects,
        };
      }),
    { maxLength: 8, selector: ({ kind, year, period, account }) => `${kind} ${year} ${period} ${account}` },
  );
};

const file = (type: 1 | 2 | 3 | 4, direction: "export" | "import") =>
  fc.uniqueArray(accountNo, { minLength: 1, maxLength: 5 }).chain((accounts) =>
    fc.record<SieFile>({
      header: fc.record({
        flag: fc.constantFrom(0, 1),
        type: fc.constant(type),
        direction: fc.constant(direction),
        program: fc.record({ name: text, version: text }),
        format: fc.constant("PC8"),
        generated: fc.record({ day, sign: text }),
        notes: fc.array(text, { maxLength: 2 }),
        companyName: text.map((name) => `Göteborg ${name}`),
        companyCode: text,
        companyForm: fc.constantFrom("", "AB"),
        industry: fc.constantFrom("", "84111"),
        orgNo: fc.constantFrom("", "212000-1355"),
        acquisitionNo: fc.constant(""),
        activityNo: fc.constant(""),
        address: fc.option(fc.record({ contact: text, street: text, postal: text, telephone: text }), {
          nil: undefined,
        }),
        years: fc.constant(
          direction === "import"
            ? []
            : [
                { index: 0, from: "2024-01-01" as Day, to: "2024-12-31" as Day, line: 0 },
                { index: -1, from: "2023-01-01" as Day, to: "2023-12-31" as Day, line: 0 },
              ],
        ),
        taxYear: fc.constantFrom("", "2025"),
        through: maybeDay,
        chart: fc.constantFrom("", "EUBAS97"),
        currency: fc.constantFrom("", "SEK"),
      }),
      accounts: fc.tuple(
        ...accounts.map((account) =>
          fc.record({
            account: fc.constant(account),
            name: text,
            kind: fc.constantFrom(undefined, "T" as const, "S" as const, "K" as const, "I" as const),
            unit: text,
            sru: fc.uniqueArray(fc.constantFrom("7214", "7281"), { maxLength: 2 }),
            line,
          }),
        ),
      ),
      dimensions: fc.uniqueArray(
        fc.record({
          dimension: fc.integer({ min: 1, max: 40 }),
          name: text,
          above: fc.constantFrom(undefined, 1, 20),
          line,
        }),
        { maxLength: 4, selector: ({ dimension }) => dimension },
      ),
      objects: fc.uniqueArray(
        fc.record({ dimension: fc.integer({ min: 1, max: 40 }), object: code, name: text, line }),
        { maxLength: 4, selector: ({ dimension, object }) => `${dimension} ${object}` },
      ),
      balances: direction === "import" ? fc.constant([]) : balances(accounts, type),
      vouchers: type === 4 ? vouchers(accounts) : fc.constant([]),
    }),
  );

const kinds = [
  [1, "export"],
  [2, "export"],
  [3, "export"],
  [4, "export"],
  [4, "import"],
] as const;

describe("write, then read", () => {
  test.each(kinds)("type %i %s says the same, with and without checksum", (type, direction) => {
    const name = direction === "import" ? "x.si" : "x.se";
    fc.assert(
      fc.property(file(type, direction), fc.boolean(), (original, checksum) => {
        const result = readSie(written(original, checksum), { file: name });
        if (!result.ok) throw new Error(JSON.stringify(result.problems));
        expect(said(result.value)).toEqual(said(original));
        // Writing what was read gives the same bytes.
        expect(Buffer.compare(written(result.value, checksum), written(original, checksum))).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test("a changed byte is found by the checksum or otherwise told of", () => {
    fc.assert(
      fc.property(file(4, "export"), fc.nat(), (original, place) => {
        const bytes = written(original, true);
        const digits = [...bytes.keys()].filter(
          (i) => i > 40 && (bytes[i] as number) >= 48 && (bytes[i] as number) <= 57,
        );
        const at = digits[place % digits.length] as number;
        bytes[at] = bytes[at] === 57 ? 48 : (bytes[at] as number) + 1;
        expect(readSie(bytes, { file: "x.se" }).ok).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe("reading in pieces", () => {
  test("any cutting of the bytes gives the same", () => {
    fc.assert(
      fc.property(file(4, "export"), fc.integer({ min: 1, max: 50 }), (original, size) => {
        const bytes = written(original, true);
        const rows: unknown[] = [];
        const reader = createSieReader({ file: "x.se", onRow: (each) => rows.push({ ...each }) });
        for (let at = 0; at < bytes.length; at += size) reader.push(bytes.slice(at, at + size));
        const end = reader.end();
        const whole = readSie(bytes, { file: "x.se" });
        if (!end.ok || !whole.ok) throw new Error(JSON.stringify([end, whole]));
        expect(end.value.header).toEqual(whole.value.header);
        expect(end.warnings).toEqual(whole.warnings);
        expect(rows).toEqual(whole.value.vouchers.flatMap(({ rows: each }) => each));
      }),
      { numRuns: 40 },
    );
  });

  test("any bytes at all are read or refused, never a crash", () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .string({
          unit: fc.constantFrom('"', "\\", "{", "}", "#VER", "#TRANS ", "#IB 0 ", "1", " ", "\n", "å"),
        })
        .map((s) => Buffer.from(`#FLAGGA 0\n${s}`, "latin1")),
    );
    fc.assert(
      fc.property(noise, (bytes) => {
        const result = readSie(bytes, { file: "x" });
        expect(result.ok || result.problems.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("what SIE cannot hold", () => {
  const [sample] = fc.sample(file(1, "export"), { seed: 1, numRuns: 1 }) as [SieFile];
  const named = (companyName: string): SieFile => ({ ...sample, header: { ...sample.header, companyName } });

  test.each(["100 €", "två\nrader", "slutar med \\"])("%j is refused", (name) => {
    expect(() => written(named(name))).toThrow(Refusal);
  });

  test.each([
    ["100 €", "100 ?"],
    ["två\nrader", "tvårader"],
    ["slutar med \\", "slutar med "],
  ])("%j is replaced and told of when asked for", (name, kept) => {
    const codes: string[] = [];
    const chunks = [...writeSie(named(name), { onProblem: (problem) => codes.push(problem.code) })];
    expect(codes).toEqual(["sie4.not-writable"]);
    const result = readSie(Buffer.concat(chunks), { file: "x.se" });
    expect(result.ok && result.value.header.companyName).toBe(kept);
  });
});

test("300 000 rows are written and read as a stream in bounded pieces", () => {
  const [sample] = fc.sample(file(4, "export"), { seed: 1, numRuns: 1 }) as [SieFile];
  const account = sample.accounts[0]?.account as string;
  const plain = {
    change: undefined,
    account,
    objects: [],
    day: undefined,
    text: "",
    quantityMicro: undefined,
    sign: "",
    line: 0,
  };
  function* many(): Generator<SieVoucher> {
    for (let number = 1; number <= 150_000; number++) {
      yield {
        series: "A",
        number: String(number),
        day: firstDayOf(periodsOfYear(2024)[number % 12] as Period),
        text: "Månadsfaktura",
        registered: undefined,
        sign: "",
        line: 0,
        rows: [
          { ...plain, amountOre: ore(number) },
          { ...plain, amountOre: ore(-number) },
        ],
      };
    }
  }
  let rows = 0;
  let largest = 0;
  const reader = createSieReader({ file: "x.se", onRow: () => rows++ });
  for (const chunk of writeSie({ ...sample, vouchers: many() })) {
    largest = Math.max(largest, chunk.length);
    reader.push(chunk);
  }
  expect(reader.end().ok).toBe(true);
  expect(rows).toBe(300_000);
  expect(largest).toBeLessThan(1 << 17);
}, 20_000);
