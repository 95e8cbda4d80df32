import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Day, microOf, ore, period, Refusal, required } from "../../../kernel/index.ts";
import { type CommandEffects, UsageError } from "../../../platform/command/index.ts";
import type { Database, StaffScope, Transaction } from "../../../platform/database/index.ts";
import { testDatabase } from "../../../platform/database/testing.ts";
import { keepModels } from "../../costing/actions/index.ts";
import {
  driverRegister,
  driverValueRegister,
  packBasis,
  readModel,
  unpackBasis,
} from "../../costing/index.ts";
import { keepEntries } from "../../../platform/registers/actions/index.ts";
import { priceCommand } from "../commands/price.ts";
import {
  priceDifferences,
  type PriceListVersion,
  pricePlayOf,
  readRounding,
  readPlayAssumption,
  type StatedPriceList,
} from "../index.ts";
import { leavesOf } from "../../ledger/index.ts";
import {
  annexOf,
  consequencesOf,
  decidePrices,
  explainPrice,
  invariants,
  loadPriceList,
  priceListsInForce,
  priceListVersions,
  keepPlayedPrices,
  pricePlayBasis,
  proposePrices,
  savingOf,
  simulatePrices,
} from "./index.ts";

const model = `
model: small
valid_from: 2022-01-01
pools: []
direct:
  - select: { service: ["*"] }
steps: []
keys:
  - key: headcount
    name_sv: Antal anställda
    by: { driver: headcount }
    explain_sv: "Ni bär {share} av {amount}: {own} av {sum} {driver}."
  - { key: spare, by: equal }
assignments:
  - services: ["*"]
    key: headcount
exceptions:
  - customer: LIS
    key: headcount
    subtract: { driver: seasonal }
    valid_from: 2022-01-01
    valid_to: 2025-12-31
    decision: LIS-2024
    explain_sv: Säsongsanställda räknas inte.
`;

let database: Database;
let provider: string;
const now = "2023-10-01T08:00:00.000Z";
const karin = { now, actor: "karin" };
const anna = { now, actor: "anna" };
const source = { ...karin, source: "test" };

function staff<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  const scope: StaffScope = { role: "staff", provider, actor: "karin" };
  return database.transaction(scope, work);
}

async function fill(tx: Transaction): Promise<void> {
  const statements = [
    `insert into access.person (provider_id, login, name, role)
     values ('demo', 'karin', 'Karin', 'controller'), ('demo', 'anna', 'Anna', 'approver')`,
    `insert into catalogue.service_area values ('demo', 'hr', 'Personal', 'HR', 1)`,
    `insert into catalogue.service (provider_id, service, name_sv, name_en, area, department, valid_from)
     values ('demo', 'HR-1', 'Lön', 'Payroll', 'hr', 'shared', '2022-01-01'), ('demo', 'IT-1', 'Arbetsplats', 'Workplace', 'hr', 'infra', '2022-01-01')`,
    `insert into customers.customer (provider_id, customer, name, short_name, kind, org_no, counterparty, vat, valid_from)
     values ('demo', 'GRU', 'Grundskola', 'GRU', 'department', '1', '101', false, '2022-01-01'),
            ('demo', 'LIS', 'Liseberg', 'LIS', 'company', '2', '102', true, '2022-01-01')`,
    `insert into customers.decision (provider_id, decision, board, decided_on, paragraph, registry_no, title)
     values ('demo', 'PL-2024', 'Nämnden för Intraservice', '2023-11-15', '§ 112', '0345/23', 'Prislista 2024')`,
    `insert into ledger.account_mapping (provider_id, account_from, account_to, kind, element, name_sv, name_en)
     values ('demo', '3000', '3999', 'revenue', 'sales', '', ''), ('demo', '5000', '5999', 'cost', 'staff', '', '')`,
    `insert into ledger.balance (provider_id, fiscal_year, period, account, cost_centre, project, service, customer, counterparty, amount_ore, line_count)
     values ('demo', 2023, '2023-01', '3110', '3000', '', 'HR-1', 'GRU', '101', -60000, 1),
            ('demo', 2023, '2023-01', '3110', '3000', '', 'IT-1', 'OLD', '109', -10000, 1),
            ('demo', 2023, '2023-12', '5010', '3000', '', 'IT-1', '', '', 3000000, 1)`,
    `insert into metering.volume (provider_id, period, item, customer, quantity_micro, events)
     values ('demo', '2023-12', 'PC', 'GRU', 60000000, 1), ('demo', '2023-12', 'PC', 'LIS', 40000000, 1)`,
    `insert into planning.plan values ('demo', 'budget-2024', 'budget', 2024, null, 'x')`,
    `insert into planning.line (provider_id, plan, line_no, period, account, cost_centre, service, amount_ore, file_line)
     values ('demo', 'budget-2024', 1, '2024-01', '5010', '3000', 'HR-1', 100000, 2),
            ('demo', 'budget-2024', 2, '2024-02', '5010', '3000', 'IT-1', 10000000, 3)`,
    `insert into planning.volume (provider_id, plan, item, customer, period, quantity_micro)
     values ('demo', 'budget-2024', 'PC', 'GRU', '2024-01', 200000000), ('demo', 'budget-2024', 'PC', 'LIS', '2024-01', 99000000)`,
  ];
  for (const statement of statements) await tx.execute(statement);
  const driver = { nameEn: "x", owner: "o", source: "s", definition: "d", subject: "customer" as const };
  await keepEntries(
    tx,
    provider,
    driverRegister,
    [
      { ...driver, driver: "headcount", nameSv: "anställda", unit: "person" },
      { ...driver, driver: "seasonal", nameSv: "säsong", unit: "person" },
    ],
    source,
  );
  const value = (name: string, subject: string, amount: number) => ({
    driver: name,
    service: "",
    subject,
    periodFrom: period("2022-01"),
    valueMicro: microOf(amount),
    measuredOn: "2021-12-31" as Day,
  });
  await keepEntries(
    tx,
    provider,
    driverValueRegister,
    [value("headcount", "GRU", 20), value("headcount", "LIS", 25), value("seasonal", "LIS", 15)],
    source,
  );
  await keepModels(tx, provider, [{ model: required(readModel(model, "model.yaml")), text: model }], source);
}

const item = { activity: "operation" as const, unit: "st", nameEn: "x" };
const pack: StatedPriceList = {
  files: { version: "version.yaml", items: "items.csv", fees: "fees.csv" },
  version: "2023",
  fiscalYear: 2023,
  validFrom: "2023-01-01" as Day,
  validTo: "2023-12-31" as Day,
  state: "decided",
  decision: "PL-2024",
  items: [
    {
      ...item,
      item: "LÖN",
      service: "HR-1",
      nameSv: "Lön",
      charge: "fee",
      totalOre: ore(1),
      key: "headcount",
      line: 2,
    },
    {
      ...item,
      item: "PC",
      service: "IT-1",
      nameSv: "Dator",
      charge: "metered",
      priceMicro: microOf(300),
      line: 3,
    },
  ],
  fees: [
    {
      item: "LÖN",
      customer: "GRU",
      annualOre: ore(1),
      keyValueMicro: microOf(1),
      keySumMicro: microOf(1),
      line: 2,
    },
  ],
};

const verified = (): Promise<unknown> =>
  staff(async (tx) => {
    const found = [];
    for (const one of invariants) found.push(...(await one.check(tx, provider)));
    return found;
  });

async function codes(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refusal)) throw error ?? new Error("nothing was refused");
  return error.problems.map(({ code, file, line }) => [code, file, line]);
}

beforeAll(async () => {
  ({ database, provider } = await testDatabase());
  await staff(fill);
});
afterAll(() => database.close());

describe("a price list of a pack", () => {
  test("is loaded once; the same again is nothing, another over the decided one is refused", async () => {
    const load = (stated: StatedPriceList) => staff((tx) => loadPriceList(tx, provider, stated, karin));
    expect(await load(pack)).toEqual({ version: "2023", changed: true, items: 2, fees: 1, warnings: [] });
    expect(await load(pack)).toMatchObject({ changed: false });
    expect(await codes(load({ ...pack, validTo: "2023-12-30" as Day }))).toEqual([
      ["pricing.frozen", "version.yaml", undefined],
    ]);
    const [stored] = await staff((tx) => priceListVersions(tx, provider));
    expect(stored).toMatchObject({
      state: "decided",
      decision: { paragraph: "§ 112", decidedOn: "2023-11-15" },
    });
  });

  test("may be a draft without amounts, which are proposed here and not lost when the pack comes again", async () => {
    const [fee, metered] = pack.items as [(typeof pack.items)[0], (typeof pack.items)[0]];
    const { totalOre: _total, ...openFee } = fee;
    const { priceMicro: _price, ...openMetered } = metered;
    const { decision: _decision, ...undecided } = pack;
    const draft: StatedPriceList = {
      ...undecided,
      version: "2024-open",
      fiscalYear: 2024,
      validFrom: "2024-01-01" as Day,
      validTo: "2024-12-31" as Day,
      state: "draft",
      items: [openFee, openMetered],
      fees: [],
    };
    const undo = new Error("undo");
    const tried = staff(async (tx) => {
      expect(await loadPriceList(tx, provider, draft, karin)).toMatchObject({ changed: true, fees: 0 });
      for (const one of invariants) expect(await one.check(tx, provider)).toEqual([]);
      const question = { year: 2024, version: "2024-open" };
      expect(await codes(simulatePrices(tx, provider, question, karin))).toEqual([
        ["pricing.item-incomplete", undefined, undefined],
        ["pricing.item-incomplete", undefined, undefined],
      ]);
      const found = await proposePrices(tx, provider, question, karin);
      expect(found).toMatchObject({ stored: true, proposal: { version: { fees: [{}, {}] } } });
      expect(await loadPriceList(tx, provider, draft, karin)).toMatchObject({ changed: false, warnings: [] });
      expect((await simulatePrices(tx, provider, question, karin)).version.state).toBe("simulated");
      throw undo;
    });
    await expect(tried).rejects.toBe(undo);
  });

  test("is refused with file and line for everything that is wrong", async () => {
    const [fee, metered] = pack.items as [(typeof pack.items)[0], (typeof pack.items)[0]];
    const { priceMicro: _price, ...priceless } = metered;
    const wrong: StatedPriceList = {
      ...pack,
      version: "2023b",
      decision: "NO-SUCH",
      items: [fee, { ...priceless, line: 3 }, { ...metered, service: "XX-1", line: 4 }],
      fees: [
        ...pack.fees,
        { ...pack.fees[0], item: "LÖNN", customer: "NN", line: 3 } as (typeof pack.fees)[0],
      ],
    };
    expect(await codes(staff((tx) => loadPriceList(tx, provider, wrong, karin)))).toEqual([
      ["pricing.item-incomplete", "items.csv", 3],
      ["pricing.item-twice", "items.csv", 4],
      ["pricing.unknown-item", "fees.csv", 3],
      ["pricing.unknown-service", "items.csv", 4],
      ["pricing.unknown-customer", "fees.csv", 3],
      ["pricing.unknown-decision", "version.yaml", undefined],
      ["pricing.two-in-force", "version.yaml", undefined],
    ]);
  });
});

describe("from budget to decision", () => {
  test("proposed from costed budget, with the exception of the costing model in the fees too", async () => {
    const found = await staff((tx) => proposePrices(tx, provider, { year: 2024 }, karin));
    expect(found).toMatchObject({ stored: true, warnings: [] });
    const { version, roundingDifferenceOre } = found.proposal;
    expect(version.items.map(({ item, priceMicro, totalOre }) => [item, priceMicro, totalOre])).toEqual([
      ["LÖN", undefined, 100_000],
      ["PC", 334_400_000, 10_000_000],
    ]);
    // Liseberg's 25 less 15 seasonal employees, against 20.
    expect(version.fees.map(({ customer, annualOre }) => [customer, annualOre])).toEqual([
      ["GRU", 66_667],
      ["LIS", 33_333],
    ]);
    expect(roundingDifferenceOre).toBe(1_440);
    expect(await verified()).toEqual([]);
  });

  test("cannot be decided before it is simulated, nor by who proposed it", async () => {
    const decide = (who: typeof karin) =>
      staff((tx) => decidePrices(tx, provider, { year: 2024, decision: "PL-2024" }, who));
    expect(await codes(decide(anna))).toEqual([["pricing.not-simulated", undefined, undefined]]);
    const { simulation, against } = await staff((tx) => simulatePrices(tx, provider, { year: 2024 }, karin));
    expect(against).toEqual({ kind: "books", year: 2023 });
    const effects = { priceOre: 0, volumeOre: 0, keyOre: 0, scopeOre: 0, otherOre: 0 };
    expect(simulation.customers).toEqual([
      {
        customer: "GRU",
        nowOre: 66_667 + 6_688_000,
        previousOre: 60_000,
        differenceOre: 6_694_667,
        // One öre for all of it became two thirds of 1 000,00; the books held 599,99 beside the list; computers are new.
        effects: { ...effects, priceOre: 100_000, keyOre: -33_334, otherOre: -59_999, scopeOre: 6_688_000 },
      },
      {
        customer: "LIS",
        nowOre: 33_333 + 3_310_560,
        previousOre: 0,
        differenceOre: 3_343_893,
        effects: { ...effects, scopeOre: 3_343_893 },
      },
      {
        customer: "OLD",
        nowOre: 0,
        previousOre: 10_000,
        differenceOre: -10_000,
        effects: { ...effects, scopeOre: -10_000 },
      },
    ]);
    expect(await codes(decide(karin))).toEqual([["pricing.same-eyes", undefined, undefined]]);
    const version = await decide(anna);
    expect(version).toMatchObject({
      version: "2024",
      state: "decided",
      decidedBy: "anna",
      proposedBy: "karin",
    });
    expect(version.contentSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await verified()).toEqual([]);
  });

  test("the pack's draft of a list decided since is passed over, with a warning; another decided one is refused", async () => {
    const load = (stated: StatedPriceList) => staff((tx) => loadPriceList(tx, provider, stated, karin));
    const [mine] = await staff((tx) => priceListVersions(tx, provider, { year: 2024 }));
    const { decision: _decision, ...undecided } = pack;
    const { validFrom, validTo } = mine as NonNullable<typeof mine>;
    const draft = {
      ...undecided,
      version: "2024",
      fiscalYear: 2024,
      validFrom,
      validTo,
      state: "draft" as const,
    };
    const found = await load(draft);
    expect([found.changed, found.warnings.map(({ code }) => code)]).toEqual([false, ["pricing.older-draft"]]);
    expect(await staff((tx) => priceListVersions(tx, provider, { year: 2024 }))).toEqual([mine]);
  });

  test("proposed again it equals what was decided, and nothing is replaced", async () => {
    const again = await staff((tx) => proposePrices(tx, provider, { year: 2024 }, karin));
    expect(again).toMatchObject({ stored: false, differences: [], before: { state: "decided" } });
    const finer = { toMicro: 10_000 as never, direction: "down" as const };
    const other = await staff((tx) => proposePrices(tx, provider, { year: 2024, rounding: finer }, karin));
    expect(other.differences).toEqual([{ item: "PC", what: "price", before: "334.4", after: "334.44" }]);
    expect(other.stored).toBe(false);
  });

  test("recomputed, a decided list is held to the exceptions that had been decided by then", async () => {
    const undo = new Error("undo");
    const later = staff(async (tx) => {
      await tx.execute(
        `insert into customers.decision (provider_id, decision, board, decided_on, paragraph, registry_no, title)
         values ('demo', 'LIS-2024', 'Nämnden för Intraservice', '2024-09-25', '§ 122', '0402/24', 'Liseberg')`,
      );
      const found = await proposePrices(tx, provider, { year: 2024 }, karin);
      expect(found.differences.map(({ customer, before, after }) => [customer, before, after])).toEqual([
        ["GRU", "666.67", "444.44"],
        ["LIS", "333.33", "555.56"],
      ]);
      throw undo;
    });
    await expect(later).rejects.toBe(undo);
  });

  test("what an exception takes off one fee without raising the others is borne by the provider, and told", async () => {
    const undo = new Error("undo");
    const [fee] = pack.items as [(typeof pack.items)[0]];
    const fees = [
      {
        item: "LÖN",
        customer: "GRU",
        annualOre: ore(44_444),
        keyValueMicro: microOf(20),
        keySumMicro: microOf(45),
      },
      {
        item: "LÖN",
        customer: "LIS",
        annualOre: ore(33_333),
        keyValueMicro: microOf(10),
        keySumMicro: microOf(30),
      },
    ];
    const stated = { ...pack, version: "2025", items: [{ ...fee, totalOre: ore(100_000) }], fees };
    const at = { fiscalYear: 2025, validFrom: "2025-01-01" as Day, validTo: "2025-12-31" as Day };
    const loaded = staff(async (tx) => {
      const { warnings } = await loadPriceList(tx, provider, { ...stated, ...at }, karin);
      expect(warnings).toMatchObject([{ code: "pricing.borne-by-provider", file: "fees.csv" }]);
      const [version] = await priceListVersions(tx, provider, { year: 2025 });
      expect(version?.items[0]).toMatchObject({ totalOre: 100_000, borneOre: 22_223 });
      for (const one of invariants) expect(await one.check(tx, provider)).toEqual([]);
      expect(await explainPrice(tx, provider, "price:2025:LÖN")).toMatchObject({ amountOre: 77_777 });
      throw undo;
    });
    await expect(loaded).rejects.toBe(undo);
    const same = fees.map((one) => ({ ...one, keySumMicro: microOf(45) }));
    const off = staff((tx) => loadPriceList(tx, provider, { ...stated, ...at, fees: same }, karin));
    expect(await codes(off)).toEqual([["pricing.fees-off-total", undefined, undefined]]);
  });

  test("a change within the year is a new version that takes over from its first day", async () => {
    const july = "2024-07-01" as Day;
    const question = { year: 2024, version: "2024b", validFrom: july };
    await staff((tx) => proposePrices(tx, provider, question, karin));
    await staff((tx) => simulatePrices(tx, provider, { year: 2024, version: "2024b" }, karin));
    const decide = (supersedes?: string) =>
      staff((tx) =>
        decidePrices(tx, provider, { year: 2024, version: "2024b", decision: "PL-2024", supersedes }, anna),
      );
    expect(await codes(decide())).toEqual([["pricing.two-in-force", undefined, undefined]]);
    await decide("2024");
    const inForce = async (day: string): Promise<unknown> => {
      const found = await staff((tx) => priceListsInForce(tx, provider, day as Day));
      return found.ok ? found.value.map((one) => [one.version, one.state]) : found.problems;
    };
    expect(await inForce("2024-06-30")).toEqual([["2024", "superseded"]]);
    expect(await inForce("2024-07-01")).toEqual([["2024b", "decided"]]);
    expect(await verified()).toEqual([]);
  });

  test("is explained down to the lines of the budget, every parent the sum of its children", async () => {
    const metered = await staff((tx) => explainPrice(tx, provider, "price:2024:PC"));
    expect(metered).toMatchObject({ amountOre: 9_998_560, label_sv: "Dator" });
    expect(metered?.formula_sv).toContain(
      "334,4 kr/st = 100\u00a0000,00 kr / 299, avrundat nedåt till hela 0,1 kr",
    );
    const lines = leavesOf(metered as NonNullable<typeof metered>);
    expect(lines.reduce((sum, line) => sum + line.amountOre, 0)).toBe(9_998_560);
    expect(lines.map((line) => [line.file, line.fileLine])).toContainEqual(["planning/budget-2024.csv", 3]);
    const fee = await staff((tx) => explainPrice(tx, provider, "price:2024:LÖN:LIS"));
    expect(fee).toMatchObject({
      amountOre: 33_333,
      formula_sv: expect.stringMatching(
        "^1\u00a0000,00\u00a0kr × 10 / 30 \\(Antal anställda\\)\\. Ni bär",
      ) as string,
    });
    // The customer's own kronor all the way down, a level at a time by the parts' own ids too.
    const [part] = fee?.children ?? [];
    expect(part).toMatchObject({
      id: expect.stringMatching("^price:2024:LÖN:LIS/of/cost:2024:budget:"),
      amountOre: 33_333,
    });
    const opened = await staff((tx) => explainPrice(tx, provider, part?.id ?? "", { depth: 1 }));
    expect(opened?.amountOre).toBe(part?.amountOre);
    const ends = leavesOf(fee as NonNullable<typeof fee>);
    expect(ends.reduce((sum, line) => sum + line.amountOre, 0)).toBe(33_333);
    expect(ends.every((line) => line.file === "planning/budget-2024.csv")).toBe(true);
    expect(await staff((tx) => explainPrice(tx, provider, "price:2024:NO"))).toBeUndefined();
  });

  test("a decided price list that was touched is found, and not billed by", async () => {
    const undo = new Error("undo");
    const touched = database.transaction({ role: "owner" }, async (tx) => {
      await tx.execute(
        "update pricing.fee set annual_ore = annual_ore + 1 where version = '2024b' and customer = 'GRU'",
      );
      const found = [];
      for (const one of invariants) found.push(...(await one.check(tx, provider)));
      expect(found.map((one) => one.code)).toEqual(["pricing.fees-off-total", "pricing.hash-differs"]);
      expect(await codes(priceListVersions(tx, provider))).toEqual([
        ["pricing.hash-differs", undefined, undefined],
      ]);
      throw undo;
    });
    await expect(touched).rejects.toBe(undo);
  });

  test("a customer reads every price and only its own fees", async () => {
    const scope = { role: "customer" as const, provider, customers: ["LIS"], actor: "lis" };
    const [, version] = await database.transaction(scope, (tx) => priceListVersions(tx, provider));
    expect(version?.items).toHaveLength(2);
    expect(version?.fees.map((fee) => fee.customer)).toEqual(["LIS"]);
  });

  test("a customer is told by which key it pays, with its own numbers and its own exception, and nobody else's", async () => {
    const scope = { role: "customer" as const, provider, customers: ["LIS"], actor: "lis" };
    const asCustomer = <T>(work: (tx: Transaction) => Promise<T>) => database.transaction(scope, work);
    const told = await asCustomer((tx) => explainPrice(tx, provider, "price:2024:LÖN:LIS"));
    expect(told?.formula_sv).toBe(
      "1\u00a0000,00\u00a0kr × 10 / 30 (Antal anställda). Ni bär 33,3\u00a0% av 1\u00a0000,00\u00a0kr: 10 av 30 person (anställda). Säsongsanställda räknas inte.",
    );
    // The provider reads the same words, and below them what the customer does not see.
    const own = await staff((tx) => explainPrice(tx, provider, "price:2024:LÖN:LIS"));
    expect(own?.formula_sv).toBe(told?.formula_sv);
    expect([told?.children.length, own?.children.length]).toEqual([0, 1]);
    expect(await asCustomer((tx) => explainPrice(tx, provider, "price:2024:LÖN:GRU"))).toBeUndefined();
    const read = await database.transaction({ ...scope, customers: ["GRU"] }, async (tx) => ({
      keys: (await tx.query("select key from costing.key_words")).length,
      exceptions: (await tx.query("select customer from costing.exception_words")).length,
    }));
    expect(read).toEqual({ keys: 2, exceptions: 0 });
  });

  test("a customer does not see a price list before it is decided", async () => {
    const scope = { role: "customer" as const, provider, customers: ["LIS"], actor: "lis" };
    const owner = (sql: string) => database.transaction({ role: "owner" }, (tx) => tx.execute(sql));
    const seen = () =>
      database.transaction(scope, async (tx) =>
        Promise.all(
          ["price_list_version", "price_item", "fee"].map(async (table) => {
            const rows = await tx.query<{ version: string }>(`select distinct version from pricing.${table}`);
            return rows.map((row) => row.version).toSorted();
          }),
        ),
      );
    const decided = await seen();
    expect(decided[0]).toContain("2024b");
    for (const state of ["draft", "simulated"]) {
      await owner(`update pricing.price_list_version set state = '${state}' where version = '2024b'`);
      expect(await seen()).toEqual(decided.map((versions) => versions.filter((one) => one !== "2024b")));
    }
    await owner("update pricing.price_list_version set state = 'decided' where version = '2024b'");
    expect(await seen()).toEqual(decided);
  });
});

test("a list charged by volume is not simulated in a year without planned volumes", async () => {
  const asked = staff((tx) => consequencesOf(tx, provider, { year: 2023, version: "2023" }));
  expect(await codes(asked)).toEqual([["pricing.no-planned-volumes", undefined, undefined]]);
});

describe("true saving", () => {
  const ask = (from: string, quantity: number) =>
    staff((tx) =>
      savingOf(tx, provider, {
        item: "PC",
        customer: "GRU",
        changeMicro: microOf(quantity),
        from: period(from),
      }),
    );

  test("without a budget it rests on what was booked and used, and says so", async () => {
    const { plan, saving } = await ask("2023-12", -10);
    // Ten computers at the list's 300 kr; nobody has said that any cost goes away, so the city saves nothing.
    expect([plan, saving.priceListOre, saving.cityOre]).toEqual(["actual-2023", 300_000, 0]);
    expect(saving.customers.map((one) => [one.customer, one.beforeOre])).toEqual([
      ["GRU", 1_800_000],
      ["LIS", 1_200_000],
    ]);
  });

  test("refuses a month that neither year nor the one before has usage for, and more than there is", async () => {
    expect(await codes(ask("2023-11", -10))).toEqual([["pricing.saving-no-budget", undefined, undefined]]);
    expect(await codes(ask("2023-12", -61))).toEqual([["pricing.saving-too-many", undefined, undefined]]);
  });
});

describe("the price list in play", () => {
  test("is what is proposed, and a price that nobody has is refused", async () => {
    const { costing, prices } = await staff((tx) =>
      pricePlayBasis(tx, provider, { year: 2024, version: "2024" }, now),
    );
    const play = required(
      pricePlayOf(unpackBasis(JSON.parse(JSON.stringify(packBasis(costing))) as object), prices),
    );
    const [stored] = await staff((tx) => priceListVersions(tx, provider, { version: "2024" }));
    expect(priceDifferences(stored as PriceListVersion, play.before.version)).toEqual([]);
    const { simulation } = await staff((tx) => consequencesOf(tx, provider, { year: 2024, version: "2024" }));
    expect(play.before.simulation).toEqual(simulation);
    const asked = (text: string) => play.after([required(readPlayAssumption(text))]);
    const dearer = required(asked("price/PC=+10%")).simulation.totals;
    // 334,40 a computer becomes 367,80 (rounded down), times 299.
    expect(dearer.nowOre - simulation.totals.nowOre).toBe((36_780 - 33_440) * 299);
    expect(required(asked("cost/service:HR-1=+100%")).costedOre - play.before.costedOre).toBe(100_000);
    const unknown = asked("price/PX=+10%");
    expect(unknown.ok ? [] : unknown.problems.map((one) => one.code)).toEqual(["pricing.no-price-to-set"]);
    expect(readPlayAssumption("price/PC=much").ok).toBe(false);
  });

  test("is kept as a draft of its own, simulated and decided as any other, and never over a decided one", async () => {
    const keep = (version: string, set: readonly string[], who = karin, of = "2024") =>
      staff((tx) => keepPlayedPrices(tx, provider, { year: 2024, of, version, set }, who));
    const codesOf = async (work: Promise<unknown>) =>
      ((await codes(work)) as [string][]).map(([code]) => code);
    expect(await codesOf(keep("2024", ["price/PC=+10%"]))).toEqual(["pricing.frozen"]);
    expect(await codesOf(keep("2024-B", []))).toEqual(["pricing.nothing-played"]);
    expect(await codesOf(keep("2024-B", ["price/PC=much", "price/PX"]))).toHaveLength(2);
    expect(await codesOf(keep("2024-B", ["price/PX=+10%"]))).toEqual(["pricing.no-price-to-set"]);
    expect(await codesOf(keep("2024-B", ["price/PC=+10%"], karin, "2031"))).toEqual(["pricing.no-version"]);
    const versions = () => staff((tx) => priceListVersions(tx, provider));
    const known = (await versions()).length;

    const { version, played } = await keep("2024-B", ["price/PC=+10%"]);
    expect(version).toMatchObject({ version: "2024-B", state: "draft", proposedBy: "karin" });
    // What it asks for beyond the cost: 36 780 less 33 440 öre of 299 computers.
    expect(played.uncoveredOre).toBe(1_440 - (36_780 - 33_440) * 299);
    const [stored] = (await versions()).filter((one) => one.version === "2024-B");
    expect(stored?.items.find((one) => one.item === "PC")?.priceMicro).toBe(367_800_000);
    expect(await versions()).toHaveLength(known + 1);
    const shown = await staff((tx) => simulatePrices(tx, provider, { year: 2024, version: "2024-B" }, karin));
    expect(shown.simulation.totals.nowOre).toBe(played.simulation.totals.nowOre);
    // Four eyes, as for every draft.
    const decide = staff((tx) =>
      decidePrices(tx, provider, { year: 2024, version: "2024-B", decision: "PL-2024" }, karin),
    );
    expect(await codesOf(decide)).toEqual(["pricing.same-eyes"]);
    expect(await verified()).toEqual([]);
    // The same tried again is the same draft, not one more.
    await keep("2024-B", ["price/PC=+10%"]);
    expect(await versions()).toHaveLength(known + 1);
  });

  test("goes to the board as a workbook and on paper, the same bytes each time", async () => {
    for (const form of ["xlsx", "pdf"] as const) {
      const question = { year: 2024, version: "2024", form, language: "sv" as const };
      const [one, again] = await staff(async (tx) => [
        await annexOf(tx, provider, question, karin),
        await annexOf(tx, provider, question, karin),
      ]);
      expect(one?.name).toBe(`konsekvens-2024.${form}`);
      expect(
        Buffer.from(one?.bytes ?? [])
          .subarray(0, 4)
          .toString("latin1"),
      ).toBe(form === "pdf" ? "%PDF" : "PK\u0003\u0004");
      expect(Buffer.compare(Buffer.from(one?.bytes ?? []), Buffer.from(again?.bytes ?? []))).toBe(0);
    }
  });
});

test("a rule of rounding is read as people write it, and nothing else is taken for one", () => {
  expect(readRounding("0,10 down")).toEqual({ toMicro: 100_000, direction: "down" });
  expect(readRounding(" 1 nearest ")).toEqual({ toMicro: 1_000_000, direction: "nearest" });
  expect(readRounding("5")).toEqual({ toMicro: 5_000_000, direction: "down" });
  for (const wrong of ["", "ten", "0 down", "-1 up", "1 sideways", "1 up down"])
    expect(readRounding(wrong), wrong).toBeUndefined();
});

describe("price command", () => {
  async function call(
    positionals: string[],
    options: Readonly<Record<string, string | boolean | string[]>>,
    json = true,
  ) {
    const printed: string[] = [];
    const effects: CommandEffects = {
      database: () => Promise.resolve(database),
      provider: () => Promise.resolve(provider),
      actor: "karin",
      dataDirectory: "",
      language: "sv",
      now: () => now,
      print: (text) => printed.push(text),
      say: () => undefined,
      problems: () => undefined,
      progress: () => undefined,
    };
    const exit = await priceCommand.run({ positionals, options, json, effects });
    return { exit, text: printed.join("\n") };
  }

  test("prints the same as data and as text", async () => {
    const shown = JSON.parse((await call(["show"], { year: "2024" })).text) as Record<string, unknown>;
    expect(shown).toMatchObject({
      version: "2024b",
      state: "decided",
      rounding: { to: "0.1", direction: "down" },
      items: [
        { item: "LÖN", charge: "fee", total: { ore: "100000" } },
        { item: "PC", price: "334.4" },
      ],
    });
    const text = (await call(["show"], { year: "2024", fees: true }, false)).text;
    expect(text).toContain("Prislista 2024b, beslutad, gäller 2024-07-01 – 2024-12-31");
    expect(text).toContain("666,67");
    const proposed = JSON.parse((await call(["propose"], { year: "2024", version: "2024" })).text) as object;
    expect(proposed).toMatchObject({ stored: false, equal: true, roundingDifference: { ore: "1440" } });
    expect((await call(["propose"], { year: "2024", version: "2024" }, false)).text).toContain(
      "Lika med den beslutade prislistan.",
    );
    expect((await call(["simulate"], { year: "2024", by: "service" }, false)).text).toContain(
      "Konsekvens per kund",
    );
  });

  test.each([
    [[], {}, "Say what price is to do: propose, simulate, decide, show."],
    [["propse"], {}, 'Did you mean "propose"?'],
    [["show"], {}, "Which year? Give --year, such as --year 2024."],
    [["show"], { year: "24" }, '--year takes a year such as 2024, not "24".'],
    [["show"], { year: "2024", round: "0.1" }, "--round belongs to price propose, not to price show."],
    [["simulate"], { year: "2024", by: "custmer" }, 'Did you mean "customer"?'],
    [["propose"], { year: "2024", set: ["price/PC=+1%"] }, "--set asks for --version"],
    [
      ["propose"],
      { year: "2024", version: "X", set: ["price/PC=+1%"], from: "2024-02-01" },
      "--from is that of",
    ],
    [["decide"], { year: "2024" }, "Which decision?"],
    [["decide"], { year: "2024", board: "N", date: "2024-01-01" }, "--paragraph, --registry-no"],
    [
      ["propose"],
      { year: "2024", round: "ten" },
      '--round takes a step and a direction, such as "0.10 down"',
    ],
  ])("wrong usage %j %j is told", async (positionals, options, sentence) => {
    const wrong = call(positionals, options);
    await expect(wrong).rejects.toThrow(UsageError);
    await expect(wrong).rejects.toMatchObject({
      words: { en: expect.stringContaining(sentence) as string },
    });
  });
});
