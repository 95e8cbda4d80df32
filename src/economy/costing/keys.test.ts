import { describe, expect, it } from "vitest";
import { type Day, type Micro, ore, period, type Result } from "../../kernel/index.ts";
import {
  type CostCell,
  costServices,
  type CostModel,
  distributeToCustomers,
  driverReader,
  type DriverValue,
  readModel,
  type ShareQuestion,
  shares,
  volumeReader,
} from "./index.ts";

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

function model(keys: string, rest = ""): CostModel {
  return must(
    readModel(
      `model: m\nvalid_from: 2024-01-01\npools: []\ndirect:\n  - select: { service: "*" }\nkeys:\n${keys}\n${rest || "assignments: [{ services: S, key: k }]"}`,
      "m.yaml",
    ),
  );
}

function value(driver: string, subject: string, units: number, from = "2024-01", service = ""): DriverValue {
  const valueMicro = (units * 1_000_000) as Micro;
  return { driver, service, subject, periodFrom: period(from), valueMicro, measuredOn: "2023-12-31" as Day };
}

const customers = ["A", "B", "C"].map((customer) => ({ customer }));

function weights(over: Partial<ShareQuestion> & { readonly model: CostModel }): [string, number][] {
  const found = must(
    shares({
      service: "S",
      period: period("2024-03"),
      drivers: driverReader([value("heads", "A", 1), value("heads", "B", 2)]),
      volumes: volumeReader([]),
      customers,
      ...over,
    }),
  );
  return found.map((share) => [share.customer, share.weightMicro / 1_000_000]);
}

describe("keys from a service to its customers", () => {
  it("counts a driver from the month it is given until the next value", () => {
    const drivers = driverReader([
      value("heads", "A", 1),
      value("heads", "A", 5, "2024-03"),
      value("heads", "B", 2, "2024-04"),
    ]);
    const heads = model("  - { key: k, by: { driver: heads } }");
    expect(weights({ model: heads, drivers, period: period("2024-02") })).toEqual([["A", 1]]);
    expect(weights({ model: heads, drivers, period: period("2024-03") })).toEqual([["A", 5]]);
    expect(weights({ model: heads, drivers, period: period("2025-01") })).toEqual([
      ["A", 5],
      ["B", 2],
    ]);
  });

  it("reads a driver measured per service for that service only", () => {
    const drivers = driverReader([
      value("heads", "A", 1),
      value("heads", "B", 7, "2024-01", "S"),
      value("heads", "C", 3),
    ]);
    const heads = model(
      "  - { key: k, by: { driver: heads } }",
      'assignments: [{ services: ["*"], key: k }]',
    );
    expect(weights({ model: heads, drivers })).toEqual([["B", 7]]);
    expect(weights({ model: heads, drivers, service: "T" })).toEqual([
      ["A", 1],
      ["C", 3],
    ]);
  });

  it("shares by metered volume, of all items or the ones named", () => {
    const volume = (item: string, customer: string, quantity: number) => ({
      service: "S",
      item,
      customer,
      period: period("2024-03"),
      quantityMicro: (quantity * 1_000_000) as Micro,
    });
    const volumes = volumeReader([volume("x", "A", 10), volume("y", "A", 5), volume("y", "B", 1)]);
    expect(weights({ model: model("  - { key: k, by: volume }"), volumes })).toEqual([
      ["A", 15],
      ["B", 1],
    ]);
    expect(weights({ model: model("  - { key: k, by: { volume: y } }"), volumes })).toEqual([
      ["A", 5],
      ["B", 1],
    ]);
  });

  it("shares equally, among all customers of the day or those with the service in use", () => {
    const some = [
      ...customers,
      { customer: "D", validFrom: "2024-04-01" as Day },
      { customer: "E", validTo: "2024-03-30" as Day },
    ];
    const uses = [
      { customer: "B", service: "S", validFrom: "2024-03-31" as Day },
      { customer: "C", service: "T", validFrom: "2024-01-01" as Day },
    ];
    expect(weights({ model: model("  - { key: k, by: equal }"), customers: some })).toEqual([
      ["A", 1],
      ["B", 1],
      ["C", 1],
    ]);
    expect(weights({ model: model("  - { key: k, by: use }"), customers: some, uses })).toEqual([["B", 1]]);
    expect(weights({ model: model("  - { key: k, by: { driver: heads }, among: users }"), uses })).toEqual([
      ["B", 2],
    ]);
  });

  it("takes agreed amounts first and shares the rest of the total", () => {
    const agreed = model('  - { key: k, by: { agreed: { C: "100" }, rest: { driver: heads } } }');
    const found = must(
      shares({
        model: agreed,
        service: "S",
        period: period("2024-03"),
        drivers: driverReader([value("heads", "A", 1), value("heads", "B", 2)]),
        volumes: volumeReader([]),
        customers,
        totalOre: ore(40_001),
      }),
    );
    expect(found.map((share) => [share.customer, share.weightMicro])).toEqual([
      ["A", 10_000],
      ["B", 20_001],
      ["C", 10_000],
    ]);
  });

  it("lets an exception replace the driver or fix the weight, and only by the day of its decision", () => {
    const exceptional = (change: string): CostModel =>
      model(
        "  - { key: k, by: { driver: heads } }",
        `assignments: [{ services: S, key: k }]\nexceptions:\n  - { customer: B, key: k, ${change}, valid_from: 2024-03-31, decision: D1 }`,
      );
    const drivers = driverReader([value("heads", "A", 1), value("heads", "B", 2), value("desks", "B", 9)]);
    expect(weights({ model: exceptional("instead: { driver: desks }"), drivers })).toEqual([
      ["A", 1],
      ["B", 9],
    ]);
    expect(weights({ model: exceptional("weight: 0.5"), drivers })).toEqual([
      ["A", 1],
      ["B", 0.5],
    ]);
    expect(weights({ model: exceptional("weight: 0.5"), drivers, period: period("2024-02") })).toEqual([
      ["A", 1],
      ["B", 2],
    ]);
    const below = {
      model: exceptional("subtract: { driver: desks }"),
      service: "S",
      period: period("2024-03"),
      drivers,
    };
    expect(shares({ ...below, volumes: volumeReader([]), customers })).toMatchObject({
      ok: false,
      problems: [{ code: "costing.negative-weight" }],
    });
  });

  it("refuses a service without a key, weights that are all zero, and a key that does not exist", () => {
    const heads = model("  - { key: k, by: { driver: heads } }");
    const asked = {
      model: heads,
      service: "S",
      period: period("2024-03"),
      volumes: volumeReader([]),
      customers,
    };
    const drivers = driverReader([value("heads", "A", 0)]);
    expect(shares({ ...asked, drivers })).toMatchObject({
      ok: false,
      problems: [{ code: "costing.weights-all-zero" }],
    });
    expect(shares({ ...asked, drivers, service: "X" })).toMatchObject({
      problems: [{ code: "costing.service-without-key" }],
    });
    expect(shares({ ...asked, drivers, key: "z" })).toMatchObject({
      problems: [{ code: "costing.unknown-key" }],
    });
  });
});

describe("degenerate costings", () => {
  const cell = (amount: number, over: Partial<CostCell> = {}): CostCell => ({
    account: "5010",
    element: "staff",
    costCentre: "",
    project: "",
    service: "S",
    customer: "",
    counterparty: "",
    period: period("2024-03"),
    amountOre: ore(amount),
    ...over,
  });
  const services = [{ service: "S" }, { service: "T" }];

  function customersOf(text: CostModel, cells: CostCell[]) {
    const drivers = driverReader([value("heads", "A", 1), value("heads", "B", 2)]);
    const costing = must(costServices({ cells, model: text, drivers, services, projects: [] }));
    return must(distributeToCustomers(costing, { drivers, volumes: volumeReader([]), customers }));
  }

  it("gives one customer everything, and credits their sign", () => {
    const one = model("  - { key: k, by: { shares: { B: 3 } } }");
    expect(
      customersOf(one, [cell(1_001), cell(-2_003, { element: "it" })]).rows.map((row) => [
        row.customer,
        row.amountOre,
      ]),
    ).toEqual([
      ["B", -2_003],
      ["B", 1_001],
    ]);
    const heads = model("  - { key: k, by: { driver: heads } }");
    expect(customersOf(heads, [cell(-100)]).rows.map((row) => row.amountOre)).toEqual([-33, -67]);
  });

  it("takes an agreed year by the twelfth from the elements in proportion, and refuses more than there is", () => {
    const agreed = model('  - { key: k, by: { agreed: { C: "12.00" }, rest: { driver: heads } } }');
    const rows = customersOf(agreed, [cell(300), cell(100, { element: "it" })]).rows;
    expect(rows.filter((row) => row.customer === "C").map((row) => [row.element, row.amountOre])).toEqual([
      ["it", 25],
      ["staff", 75],
    ]);
    expect(rows.reduce((sum, row) => sum + row.amountOre, 0)).toBe(400);
    expect(() => customersOf(agreed, [cell(99)])).toThrow("costing.agreed-exceeds-cost");
  });

  it("holds nothing at all", () => {
    const heads = model("  - { key: k, by: { driver: heads } }");
    expect(customersOf(heads, [])).toMatchObject({ rows: [], inOre: 0, outOre: 0 });
  });

  it("leaves a service that nobody used on the customer '', and says so once", () => {
    for (const by of ["volume", "use"]) {
      const drivers = driverReader([]);
      const two = [cell(10), cell(20, { period: period("2024-04") })];
      const costing = must(
        costServices({
          cells: two,
          model: model(`  - { key: k, by: ${by} }`),
          drivers,
          services,
          projects: [],
        }),
      );
      const result = distributeToCustomers(costing, { drivers, volumes: volumeReader([]), customers });
      expect(must(result).rows.map((row) => [row.customer, row.amountOre])).toEqual([
        ["", 10],
        ["", 20],
      ]);
      expect(result).toMatchObject({ warnings: [{ code: "costing.no-users", severity: "warn" }] });
    }
  });

  it("books what no driver points to on one explicit line where the step says so", () => {
    const text = (zero: string): CostModel =>
      must(
        readModel(
          `model: m\nvalid_from: 2024-01-01\npools: [{ pool: p, select: { cost_centre: "1" } }]\nsteps: [{ from: p, to: services, by: { driver: heads }${zero} }]\nkeys: []\nassignments: []`,
          "m.yaml",
        ),
      );
    const cells = [cell(77, { service: "", costCentre: "1" })];
    const drivers = driverReader([value("heads", "A", 1)]);
    const costed = (zero: string) =>
      costServices({ cells, model: text(zero), drivers, services, projects: [] });
    expect(must(costed(", if_zero: unallocated")).rows).toMatchObject([{ service: "", allocatedOre: 77 }]);
    expect(costed("")).toMatchObject({ ok: false, problems: [{ code: "costing.weights-all-zero" }] });
  });
});
