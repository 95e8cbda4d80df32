import { describe, expect, test } from "vitest";
import type { Day, Micro, Period } from "../../kernel/index.ts";
import type { ServiceUse } from "./consolidation.ts";
import type { Customer } from "./customer.ts";
import {
  deliveries,
  deliveryOf,
  demands,
  type GroupDecision,
  groupMembers,
  groupMoves,
  openNeeds,
  satisfactionOf,
  variantsInUse,
  volumesByMonth,
} from "./index.ts";

const day = (text: string): Day => text as Day;
const customer = (code: string, parent?: string): Customer => ({
  customer: code,
  name: code,
  shortName: code,
  kind: parent === undefined ? "parent_company" : "subsidiary",
  orgNo: undefined,
  parent,
  counterparty: code,
  isSelf: false,
  vat: true,
  eAddress: undefined,
  validFrom: day("2020-01-01"),
  validTo: undefined,
});
const group = [
  customer("HOMES"),
  customer("A", "HOMES"),
  customer("B", "A"),
  customer("C", "HOMES"),
  customer("X"),
];
const use = (code: string, service: string): ServiceUse => ({
  customer: code,
  service,
  validFrom: day("2021-01-01"),
  validTo: undefined,
  stage: "done",
});

describe("a group's decision", () => {
  const decision: GroupDecision = {
    customer: "HOMES",
    decision: "KB-1",
    effect: "adopt",
    services: ["LAN", "PC"],
    decidedOn: day("2024-11-20"),
    useFrom: day("2026-01-01"),
    exceptFor: ["C"],
    text: "",
    owner: "",
    synthetic: true,
    comment: "",
  };

  test("reaches everyone below the top, at any depth, and nobody else", () => {
    expect(groupMembers(group, "HOMES", day("2024-11-20")).map((one) => one.customer)).toEqual([
      "A",
      "B",
      "C",
      "HOMES",
    ]);
  });

  test("plans what a member neither uses nor has planned, and leaves the exempt alone", () => {
    const moves = groupMoves(decision, {
      customers: group,
      uses: [use("A", "PC")],
      plans: [{ customer: "B", plan: "IT", stage: "planned", services: ["LAN", "PC"] }],
    });
    expect(moves.map(({ customer: code, toPlan, exempt }) => [code, toPlan, exempt])).toEqual([
      ["A", ["LAN"], false],
      ["B", [], false],
      ["C", [], true],
      ["HOMES", ["LAN", "PC"], false],
    ]);
  });

  test("stops the open plans of the services that are declined, not those that are done", () => {
    const moves = groupMoves(
      { ...decision, effect: "decline" },
      {
        customers: group,
        uses: [],
        plans: [
          { customer: "A", plan: "IT", stage: "ongoing", services: ["PC"] },
          { customer: "B", plan: "IT", stage: "done", services: ["PC"] },
          { customer: "HOMES", plan: "HR", stage: "planned", services: ["PAY"] },
        ],
      },
    );
    expect(moves.flatMap((move) => move.toStop.map((plan) => [move.customer, plan]))).toEqual([["A", "IT"]]);
  });
});

test("a need stays open until the demand that it became is delivered, and is late when its day has passed", () => {
  const need = {
    need: "B-1",
    meeting: "",
    customer: "A",
    service: "",
    text: "Snabbare",
    state: "captured" as const,
    owner: "",
    dueOn: day("2024-05-01"),
    demand: "",
    comment: "",
  };
  expect(openNeeds([need], [], day("2024-05-02"))).toMatchObject([{ need: "B-1", late: true }]);
  const handed = { ...need, state: "in-demand" as const, demand: "D-1" };
  expect(openNeeds([handed], [{ demand: "D-1", state: "started" }], day("2024-05-02"))).toMatchObject([
    { late: false, demandState: "started" },
  ]);
  expect(openNeeds([handed], [{ demand: "D-1", state: "delivered" }], day("2024-05-02"))).toEqual([]);
});

test("a demand is not prioritised before the customer's own role has reviewed it", () => {
  const demand = {
    demand: "D-1",
    customer: "A",
    service: "",
    title: "",
    benefit: "",
    state: "prioritised" as const,
    priority: undefined,
    receivedOn: day("2024-01-01"),
    reviewedBy: "",
    reviewedOn: undefined,
    decidedOn: day("2024-02-01"),
    deliveredOn: undefined,
    estimateOre: undefined,
    project: "",
    owner: "",
    synthetic: true,
    comment: "",
    line: 2,
  };
  const codes = (row: typeof demand) =>
    demands.check?.([row], "demands.csv", new Map()).map((one) => one.message_en);
  expect(codes(demand)).toEqual(["The demand D-1 is prioritised but lacks reviewed_on."]);
  const reviewed = { ...demand, reviewedOn: day("2024-01-15") } as unknown as typeof demand;
  expect(codes(reviewed)).toEqual(["The demand D-1 is prioritised but lacks reviewed_by."]);
  expect(codes({ ...reviewed, reviewedBy: "Rektor" })).toEqual([]);
});

test("an adapted solution that nobody has replaced when its last day has passed is told as overdue", () => {
  const variant = {
    customer: "A",
    service: "ACC",
    variant: "EK",
    name: "",
    state: "in-use" as const,
    validFrom: day("2024-01-01"),
    validTo: day("2024-11-30"),
    dependency: "Upphandling",
    project: "",
    item: "",
    owner: "",
    synthetic: true,
    comment: "",
  };
  expect(variantsInUse([variant], day("2024-11-30"))).toMatchObject([{ overdue: false }]);
  expect(variantsInUse([variant], day("2024-12-01"))).toMatchObject([{ overdue: true }]);
  expect(variantsInUse([{ ...variant, state: "replaced" }], day("2024-12-01"))).toEqual([]);
});

test("delivery is a share with its denominator, and satisfaction is held against the survey before", () => {
  const row = (period: string, cases: number, withinTarget: number) => ({
    customer: "A",
    period: period as Period,
    service: "",
    cases,
    withinTarget,
    source: "",
    synthetic: true,
  });
  const rows = [row("2023-12", 10, 5), row("2024-01", 4, 4), row("2024-02", 6, 3)];
  expect(deliveryOf(rows, "A")).toEqual([
    { year: 2023, numerator: 5, denominator: 10 },
    { year: 2024, numerator: 7, denominator: 10 },
  ]);
  expect(deliveryOf(rows, "B")).toEqual([]);
  expect(
    deliveries.check?.([{ ...row("2024-01", 1, 2), line: 2 }], "x.csv", new Map()).map((one) => one.code),
  ).toEqual(["customers.more-than-all"]);
  const answer = (survey: string, on: string, index: number) => ({
    customer: "A",
    survey,
    measuredOn: day(on),
    indexMicro: (index * 1_000_000) as Micro,
    answers: 10,
    source: "",
    synthetic: true,
  });
  const surveys = [answer("N24", "2024-10-01", 55), answer("N22", "2022-10-01", 61)];
  expect(satisfactionOf(surveys, "A", 2024)).toMatchObject({
    latest: { survey: "N24" },
    changeMicro: -6_000_000,
  });
  expect(satisfactionOf(surveys, "A", 2023)).toMatchObject({
    latest: { survey: "N22" },
    changeMicro: undefined,
  });
});

test("volumes are held against each other month by month; a month that nobody measured has no difference", () => {
  const agreed = [{ customer: "A", year: 2024, item: "PC", agreedMicro: 10 as Micro }];
  const volume = (item: string, period: string, quantity: number, customer = "A") => ({
    item,
    customer,
    period: period as Period,
    quantityMicro: quantity as Micro,
  });
  const planned = [volume("PC", "2024-01", 9), volume("LIC", "2024-01", 4), volume("PC", "2024-01", 99, "B")];
  const used = [
    volume("PC", "2024-01", 12),
    volume("PC", "2024-01", 1),
    volume("PC", "2024-02", 8, "B"),
    volume("LIC", "2024-01", 4),
  ];
  const found = volumesByMonth(agreed, { customer: "A", year: 2024 }, planned, used);
  expect(found.map((row) => [row.item, row.months.length])).toEqual([
    ["LIC", 12],
    ["PC", 12],
  ]);
  expect(found[0]?.months[0]).toMatchObject({ agreedMicro: undefined, plannedMicro: 4, differenceMicro: 0 });
  expect(found[1]?.months.slice(0, 3)).toMatchObject([
    { agreedMicro: 10, plannedMicro: 9, usedMicro: 13, differenceMicro: 3 },
    // Somebody was measured in February: this customer used nothing.
    { agreedMicro: 10, plannedMicro: undefined, usedMicro: 0, differenceMicro: -10 },
    { agreedMicro: 10, usedMicro: undefined, differenceMicro: undefined },
  ]);
});
