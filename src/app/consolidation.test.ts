import { expect, test } from "vitest";
import { ore } from "../kernel/index.ts";
import { ownCostOf } from "./consolidation.ts";

const cell = (project: string, service: string, customer: string, kronor: number) => ({
  project,
  service,
  customer,
  amountOre: ore(kronor * 100),
});
const variant = (project: string) => ({ project, service: "EKO", customer: "A" });

test("an adapted solution's own cost is its project, else what is coded with its service and customer, else not known", () => {
  const costs = [
    cell("P1", "EKO", "", 100),
    cell("P1", "", "", 20),
    cell("", "EKO", "A", 7),
    cell("P2", "EKO", "A", 3),
    cell("", "EKO", "B", 1000),
    cell("", "EKO", "", 1000),
  ];
  expect(ownCostOf(variant("P1"), costs)).toEqual({ costSource: "project", ownCostOre: 12_000 });
  expect(ownCostOf(variant(""), costs)).toEqual({ costSource: "coding", ownCostOre: 1_000 });
  // A project that nothing is booked on has cost nothing; without project and coding nothing can be said.
  expect(ownCostOf(variant("P9"), costs)).toEqual({ costSource: "project", ownCostOre: 0 });
  expect(ownCostOf(variant(""), costs.slice(0, 2))).toEqual({ costSource: "unknown", ownCostOre: undefined });
});
