import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { byCode, ore, parseKronor, parseMicro, periodOfDay, sumOre } from "../../kernel/index.ts";
import { type Figure, percentText } from "../../economy/statements/index.ts";
import { buildPack, type Pack } from "./demo.ts";
import {
  codesOf,
  rawCells,
  serviceCosts,
  statementsOfPack,
  written,
  type WrittenPack,
} from "./pack-reading.testing.ts";
import { printed } from "./printed.testing.ts";

let built: Pack;
let pack: WrittenPack;
let statements: ReturnType<typeof statementsOfPack>;
beforeAll(() => {
  built = buildPack({ size: "default" });
  pack = written(built);
  statements = statementsOfPack(pack);
});

/** Half away from zero to one decimal of a million kronor. */
const millions = (amountOre: number): number => {
  const tenths = Math.floor((Math.abs(amountOre) * 2 + 10_000_000) / 20_000_000);
  return tenths === 0 ? 0 : (Math.sign(amountOre) * tenths) / 10;
};

function shown(figure: Figure | undefined): number | string {
  if (figure === undefined) return "nothing";
  if (figure.unit === "ore") return millions(figure.amountOre);
  return figure.unit === "count" ? String(figure.count) : percentText(figure);
}

/** By account, month and dimensions. */
function sumsOf(from: WrittenPack): Map<string, number> {
  const sums = new Map<string, number>();
  for (const file of from.books.values()) {
    for (const voucher of file.vouchers) {
      for (const row of voucher.rows) {
        const key = `${voucher.day} ${row.account} ${Object.values(codesOf(row)).join(" ")}`;
        sums.set(key, (sums.get(key) ?? 0) + row.amountOre);
      }
    }
  }
  return sums;
}

describe("the example city", () => {
  test("prints every figure of the report from its voucher lines", () => {
    const differing: string[] = [];
    for (const [id, { columns, rows }] of Object.entries(printed)) {
      const statement = statements.get(id);
      for (const [row, values] of Object.entries(rows)) {
        const found = statement?.rows.find((candidate) => candidate.layout.id === row);
        for (const [index, column] of columns.split(" ").entries()) {
          const figure = shown(found?.values[column as "actual"]);
          if (figure !== values[index])
            differing.push(`${id} ${row} ${column}: ${figure}, printed ${values[index]}`);
        }
      }
    }
    expect(differing).toEqual([]);
  });

  test("has just over 95 % of its deliveries under agreement", () => {
    const value = statements.get("kpi")?.rows.find((row) => row.layout.id === "agreements-value")
      ?.values.actual;
    const percent = Number(shown(value));
    expect(percent).toBeGreaterThanOrEqual(95);
    expect(percent).toBeLessThan(96);
  });

  test("balances: every voucher, every year, one year after the other", () => {
    let closing: Map<string, number> | undefined;
    for (const [year, file] of pack.books) {
      const of = (kind: string): Map<string, number> =>
        new Map(
          file.balances
            .filter((row) => row.kind === kind && row.year === 0)
            .map((row) => [row.account, row.amountOre]),
        );
      const balance = of("IB");
      let result = 0;
      for (const voucher of file.vouchers) {
        expect(sumOre(voucher.rows.map((row) => row.amountOre))).toBe(0);
        expect(voucher.day.slice(0, 4)).toBe(String(year));
        for (const row of voucher.rows) {
          if (row.account >= "3") result += row.amountOre;
          else balance.set(row.account, (balance.get(row.account) ?? 0) + row.amountOre);
        }
      }
      const nonZero = (amounts: Map<string, number>) =>
        [...amounts].filter(([, amount]) => amount !== 0).sort(([a], [b]) => byCode(a, b));
      expect(nonZero(of("UB"))).toEqual(nonZero(balance));
      expect([...of("RES").values()].reduce((a, b) => a + b, 0)).toBe(result);
      if (closing) expect(nonZero(of("IB"))).toEqual(nonZero(closing));
      // The result of a year is carried to its own equity account by the next opening.
      closing = new Map(balance).set("2019", (balance.get("2019") ?? 0) + result);
    }
  });

  test("settles to the öre what the November books give, and December moves little", () => {
    const cells = rawCells(pack).filter(
      (cell) => cell.scenario === "actual" && cell.fiscalYear === 2024 && cell.flow === "movement",
    );
    const revenueOf = (accounts: readonly string[], through = "2024-12"): number =>
      -cells
        .filter((cell) => accounts.includes(cell.account) && cell.period <= through)
        .reduce((sum, cell) => sum + cell.amountOre, 0);
    const costs = serviceCosts(pack, cells, "actual", 2024).rows;
    const core = /^(FIN|HR|KLS)-/;
    for (const [service, accounts] of [
      [core, ["3111", "3211", "3221"]],
      [/^DI-/, ["3112", "3212", "3222"]],
    ] as const) {
      const cost = costs
        .filter((row) => row.activity === "operation" && service.test(row.service))
        .reduce((sum, row) => sum + row.directOre + row.allocatedOre, 0);
      const rest = Math.abs(revenueOf(accounts) - cost);
      expect(rest).toBeGreaterThan(0);
      expect(rest).toBeLessThan(1_000_000);
    }
    const through = cells.filter(
      (cell) => cell.period <= "2024-11" && cell.account >= "3" && !["3211", "3212"].includes(cell.account),
    );
    expect(millions(-through.reduce((sum, cell) => sum + cell.amountOre, 0))).toBe(17.2);
    expect(millions(revenueOf(["3211", "3212"]))).toBe(-14.5);
  });

  test("reserves for Liseberg exactly what is credited, and eliminates what it sells itself", () => {
    const moved = new Map<number, number>();
    for (const [year, file] of pack.books) {
      let own = 0;
      for (const voucher of file.vouchers) {
        for (const row of voucher.rows) {
          if (row.account === "2970") moved.set(year, (moved.get(year) ?? 0) + row.amountOre);
          if (codesOf(row).counterparty === "199") own += row.amountOre;
        }
      }
      expect(own).toBe(0);
    }
    const provisions = pack
      .table("registers/provisions.csv")
      .map((row): number => parseKronor(row["amount"] as string) ?? 0);
    expect([...moved.values()]).toEqual([
      ...provisions.map((amount) => -amount),
      provisions.reduce((a, b) => a + b, 0),
    ]);
  });

  test("measures what it invoices: events add up to the metered lines", () => {
    const prices = new Map(
      pack.table("prices/2024-1/items.csv").map((row) => [row["item"], parseMicro(row["price"] ?? "")]),
    );
    const volumes = new Map<string, number>();
    let events = 0;
    for (const path of [...pack.files.keys()].filter((name) => name.startsWith("usage/"))) {
      for (const row of pack.table(path)) {
        const key = `${row["item"]} ${row["customer"]} ${row["day"]?.slice(0, 7)}`;
        volumes.set(key, (volumes.get(key) ?? 0) + (parseMicro(row["quantity"] ?? "") ?? 0));
        events += 1;
      }
    }
    expect(events).toBe(built.usageEvents);
    const metered = [...volumes]
      .filter(([key]) => key.startsWith("DI-SRV-V"))
      .reduce(
        (sum, [, quantity]) => sum + (quantity / 1_000_000) * ((prices.get("DI-SRV-V") ?? 0) / 10_000),
        0,
      );
    const file = pack.books.get(2024);
    const booked = (file?.vouchers ?? [])
      .filter((voucher) => voucher.series === "UF" && periodOfDay(voucher.day) <= "2024-12")
      .flatMap((voucher) => voucher.rows)
      .filter((row) => codesOf(row).service === "DI-SRV")
      .reduce((sum, row) => sum + row.amountOre, 0);
    expect(ore(Math.round(metered))).toBe(-booked);
  });

  test("closes the bridge between organisation and services", () => {
    const bridge = statements.get("bridge");
    for (const id of ["difference", "result-difference"]) {
      expect(bridge?.rows.find((row) => row.layout.id === id)?.values.actual).toMatchObject({ amountOre: 0 });
    }
  });

  test("has the same totals in full size, in 300 000 lines", () => {
    const full = buildPack({ size: "full" });
    expect([full.ledgerLines, full.usageEvents]).toEqual([300_000, 1_000_000]);
    const books = full.files.filter((file) => file.path.startsWith("ledger/"));
    const before = sumsOf(pack);
    const after = sumsOf(written({ ...full, files: books }));
    expect(after.size).toBe(before.size);
    expect([...after].filter(([key, amount]) => before.get(key) !== amount)).toEqual([]);
  });

  test("is the same bytes every time", () => {
    const digest = (which: WrittenPack): string => {
      const hash = createHash("sha256");
      for (const [path, bytes] of which.files) hash.update(path).update(bytes);
      return hash.digest("hex");
    };
    expect(digest(written(buildPack({ size: "default" })))).toBe(digest(pack));
  });
});
