import { describe, expect, it } from "vitest";
import { type Micro, type Result, micro, ore, period } from "../../kernel/index.ts";
import { type Explanation, leavesOf } from "../ledger/index.ts";
import {
  type CostCell,
  costServices,
  distributeToCustomers,
  type Driver,
  driverReader,
  type DriverValue,
  explainLine,
  explainService,
  noVolumes,
  readModel,
  shares,
  cellKey,
} from "./index.ts";

/** A small provider that a controller can follow with a pencil: two pools, three services, three customers. */
const text = `
model: small
valid_from: 2024-01-01
pools:
  - pool: common
    name_sv: Gemensamt
    name_en: Common
    select: { cost_centre: ["190*"] }
  - pool: personnel
    select: { cost_centre: "3000" }
direct:
  - select: { project: ["P*"] }
  - select: { service: ["*"] }
steps:
  - from: common
    to: all
    by: { driver: fte }
  - from: personnel
    to: ["HR-*"]
    by: { shares: { HR-1: 3, HR-2: 1 } }
keys:
  - key: headcount
    by: { driver: headcount }
  - key: lika
    by: equal
assignments:
  - services: ["HR-*"]
    key: headcount
  - services: [IT-1]
    key: lika
exceptions:
  - customer: LISEBERG
    key: headcount
    subtract: { driver: seasonal }
    valid_from: 2022-01-01
    valid_to: 2025-12-31
    decision: LIS-2024
    explain_sv: säsongsanställda räknas inte
`;

const drivers: Driver[] = [
  {
    driver: "fte",
    nameSv: "årsarbetare",
    nameEn: "full-time equivalents",
    unit: "åa",
    subject: "service",
    owner: "ekonomi",
    source: "personalsystemet",
    definition: "",
  },
];

function value(driver: string, subject: string, amount: number, from = "2024-01"): DriverValue {
  return {
    driver,
    service: "",
    subject,
    periodFrom: period(from),
    valueMicro: micro(amount * 1_000_000),
    measuredOn: "2023-12-31" as DriverValue["measuredOn"],
  };
}

const values = [
  value("fte", "personnel", 10),
  value("fte", "HR-1", 20),
  value("fte", "HR-2", 10),
  value("fte", "IT-1", 60),
  value("headcount", "A", 300),
  value("headcount", "B", 100),
  value("headcount", "LISEBERG", 200),
  value("seasonal", "LISEBERG", 100),
];

function cell(over: Partial<CostCell>): CostCell {
  return {
    account: "5010",
    element: "staff",
    costCentre: "",
    project: "",
    service: "",
    customer: "",
    counterparty: "",
    period: period("2024-01"),
    amountOre: ore(0),
    ...over,
  };
}

const cells = [
  cell({ costCentre: "1901", amountOre: ore(100_000) }),
  cell({ costCentre: "3000", amountOre: ore(40_000) }),
  cell({ costCentre: "3000", account: "5090", amountOre: ore(-2_000) }),
  cell({ costCentre: "4000", service: "IT-1", account: "6400", element: "it", amountOre: ore(70_001) }),
  cell({ costCentre: "4000", project: "P7", account: "6400", element: "it", amountOre: ore(999) }),
];
const services = ["IT-1", "HR-1", "HR-2"].map((service) => ({ service }));
const projects = [{ project: "P7", activity: "change" as const, service: "HR-1" }];

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems, undefined, 1));
  return result.value;
}

function costing(over: Partial<Parameters<typeof costServices>[0]> = {}) {
  const model = must(readModel(text, "model.yaml"));
  return costServices({ cells, model, drivers: driverReader(values, drivers), services, projects, ...over });
}

describe("a costing by hand", () => {
  // common 1 000,00 by fte 10+20+10+60: personnel 100,00  HR-1 200,00  HR-2 100,00  IT-1 600,00
  // personnel 380,00 + 100,00 = 480,00 by 3:1: HR-1 360,00  HR-2 120,00
  it("steps the pools down in declared order and keeps direct, change and element apart", () => {
    expect(
      must(costing()).rows.map((row) => [
        row.service,
        row.activity,
        row.element,
        row.directOre,
        row.allocatedOre,
      ]),
    ).toEqual([
      ["HR-1", "operation", "staff", 0, 56_000],
      ["HR-1", "change", "it", 999, 0],
      ["HR-2", "operation", "staff", 0, 22_000],
      ["IT-1", "operation", "it", 70_001, 0],
      ["IT-1", "operation", "staff", 0, 60_000],
    ]);
    expect(must(costing()).outOre).toBe(209_000);
  });

  it("shares by headcount, Liseberg without its seasonal staff while the decision holds", () => {
    const model = must(readModel(text, "model.yaml"));
    const question = {
      model,
      service: "HR-1",
      drivers: driverReader(values, drivers),
      volumes: noVolumes,
      customers: ["B", "LISEBERG", "A"].map((customer) => ({ customer })),
    };
    const weights = (at: string): [string, Micro][] =>
      must(shares({ ...question, period: period(at) })).map((one) => [one.customer, one.weightMicro]);
    expect(weights("2025-12")).toEqual([
      ["A", 300_000_000],
      ["B", 100_000_000],
      ["LISEBERG", 100_000_000],
    ]);
    expect(weights("2026-01")[2]).toEqual(["LISEBERG", 200_000_000]);
    const liseberg = must(shares({ ...question, period: period("2024-01") }))[2];
    expect(liseberg?.because).toMatchObject({ decision: "LIS-2024", subtractedMicro: 100_000_000 });
    const customers = must(distributeToCustomers(must(costing()), question));
    expect(customers.outOre).toBe(209_000);
    expect(
      customers.rows.find((row) => row.customer === "LISEBERG" && row.service === "HR-1")?.amountOre,
    ).toBe(11_200);
  });

  it("explains a service down to the cells and a line up to the customers, to the öre", () => {
    const result = must(costing());
    const context = {
      costing: result,
      drivers: driverReader(values, drivers),
      prefix: "cost:2024:actual",
      names: {},
    };
    const tree = explainService(context, "HR-1");
    expect(tree?.amountOre).toBe(56_999);
    const months = tree?.children.flatMap((child) => child.children.map((month) => [child, month] as const));
    expect(months?.map(([child, month]) => [child.label_sv, month.amountOre, month.formula_sv])).toEqual([
      ["Gemensamt", 20_000, "20,0\u00a0% av 1\u00a0000,00\u00a0kr: 20 av 100 åa (årsarbetare)"],
      ["personnel", 36_000, "75,0\u00a0% av 480,00\u00a0kr: 3 av 4 fasta andelar"],
      ["Direkta kostnader, förändring", 999, "Bokfört på tjänsten i januari 2024."],
    ]);
    const leaves = leavesOf(tree as NonNullable<typeof tree>);
    expect(leaves.reduce((sum, leaf) => sum + leaf.amountOre, 0)).toBe(56_999);
    // Of the 360,00 from personnel: its own salaries 300,00 its credit -15,00 on another account, and 75,00 that came from common.
    expect(leaves.map((leaf) => leaf.amountOre)).toEqual([20_000, 30_000, -1_500, 7_500, 999]);

    const line = {
      id: "voucher:2024/A/1:1",
      cellKey: cellKey(cells[0] as CostCell),
      amountOre: ore(50_000),
      label_sv: "Lön",
      label_en: "Salary",
      formula_sv: "",
      formula_en: "",
      voucher: "2024/A/1",
      line: 1,
    };
    const keys = {
      drivers: context.drivers,
      volumes: noVolumes,
      customers: ["A", "B", "LISEBERG"].map((customer) => ({ customer })),
    };
    const up = (path: readonly string[]): readonly Explanation[] => {
      const node = explainLine(context, line, path, keys);
      expect(node?.children.reduce((sum, child) => sum + child.amountOre, 0)).toBe(node?.amountOre);
      return (node?.children ?? []).flatMap((child) =>
        child.closed ? up(child.id.slice(line.id.length + 1).split("/")) : [child],
      );
    };
    const ends = up([]);
    expect(ends.map((end) => end.label_sv)).toContain("LISEBERG");
    expect(ends.reduce((sum, end) => sum + end.amountOre, 0)).toBe(50_000);
  });

  it("lists cells that no rule places", () => {
    const result = costing({
      cells: [...cells, cell({ costCentre: "7777", account: "7010", amountOre: ore(5) })],
    });
    expect(result).toMatchObject({
      ok: false,
      problems: [{ code: "costing.unplaced-cell", message_en: expect.stringContaining("7010 / 7777") }],
    });
  });

  it("refuses a step whose weights are all zero", () => {
    const result = costing({
      drivers: driverReader(
        values.filter((one) => one.driver !== "fte"),
        drivers,
      ),
    });
    expect(result).toMatchObject({ ok: false, problems: [{ code: "costing.weights-all-zero", line: 15 }] });
  });
});
