import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Day, micro, ore } from "../../kernel/index.ts";
import type { Catalogue, Eligible } from "../catalogue/index.ts";
import {
  type Agreement,
  type ConsolidationPlan,
  type ConsolidationStep,
  consolidationMatrix,
  type Customer,
  type CustomerKind,
  type Meeting,
  type Obstacle,
  obstacleStatistics,
  reviewedVolumes,
  type ServiceUse,
  stoppedPlans,
  takeUp,
  treatedServices,
  withCompletedSteps,
} from "./index.ts";

const day = (text: string): Day => text as Day;
const today = day("2024-12-31");

const customer = (code: string, kind: CustomerKind): Customer => ({
  customer: code,
  name: code,
  shortName: code,
  kind,
  orgNo: undefined,
  parent: undefined,
  counterparty: code,
  isSelf: false,
  vat: kind !== "department",
  eAddress: undefined,
  validFrom: day("2020-01-01"),
  validTo: undefined,
});
const customers = [customer("SCHOOL", "department"), customer("PARK", "company")];

const service = (code: string, eligible: Eligible): Catalogue["services"][number] => ({
  service: code,
  nameSv: code,
  nameEn: code,
  area: "it",
  department: undefined,
  owner: undefined,
  eligible,
  descriptionSv: "",
  descriptionEn: "",
  aliases: [],
  synthetic: true,
  validFrom: day("2020-01-01"),
  validTo: undefined,
});
const services = [service("BOARD", "departments"), service("LAN", "all"), service("PC", "all")];
const catalogue: Catalogue = {
  classes: [],
  areas: [],
  services,
  classifications: services.map((one) => ({
    service: one.service,
    validFrom: day("2020-01-01"),
    class: "core",
    restate: false,
    note: "",
  })),
  offerings: [],
};

const use = (who: string, code: string, validFrom = "2021-01-01", validTo?: string): ServiceUse => ({
  customer: who,
  service: code,
  validFrom: day(validFrom),
  validTo: validTo === undefined ? undefined : day(validTo),
  stage: "done",
});
const plan = (
  stage: ConsolidationPlan["stage"],
  more: Partial<ConsolidationPlan> = {},
): ConsolidationPlan => ({
  customer: "PARK",
  plan: "IT",
  name: "IT",
  stage,
  project: "",
  plannedFrom: undefined,
  plannedTo: undefined,
  stoppedOn: undefined,
  sunkCostOre: undefined,
  deviation: "",
  response: "",
  userRatingMicro: undefined,
  owner: "",
  synthetic: undefined,
  comment: "",
  ...more,
});
const step = (codes: readonly string[], more: Partial<ConsolidationStep> = {}): ConsolidationStep => ({
  customer: "PARK",
  plan: "IT",
  step: 1,
  services: codes,
  plannedOn: undefined,
  doneOn: undefined,
  useFrom: undefined,
  comment: "",
  ...more,
});

describe("completed steps", () => {
  test("are use from the day they were done, or from the day they say", () => {
    expect(withCompletedSteps([], [step(["PC"], { doneOn: day("2024-10-21") })])).toEqual([
      use("PARK", "PC", "2024-10-21"),
    ]);
    const later = step(["PC"], { doneOn: day("2024-11-29"), useFrom: day("2025-01-01") });
    expect(withCompletedSteps([], [later])).toEqual([use("PARK", "PC", "2025-01-01")]);
    expect(withCompletedSteps([], [step(["PC"])])).toEqual([]);
  });

  test("add nothing to what the register of use says, and undo no end that is written down", () => {
    const done = step(["PC"], { doneOn: day("2024-10-21") });
    const already = [use("PARK", "PC")];
    expect(withCompletedSteps(already, [done])).toEqual(already);
    const ended = [use("PARK", "PC", "2024-10-21", "2024-11-30")];
    expect(withCompletedSteps(ended, [done])).toEqual(ended);
  });

  test("never make a customer a user twice on the same day", () => {
    const days = fc.integer({ min: 1, max: 9 }).map((month) => day(`2024-0${month}-01`));
    const steps = fc.array(
      fc.record({ number: fc.integer({ min: 1, max: 9 }), doneOn: fc.option(days, { nil: undefined }) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(steps, (rows) => {
        const uses = withCompletedSteps(
          [],
          rows.map((row) => step(["PC"], { step: row.number, doneOn: row.doneOn })),
        );
        const froms = uses.map((one) => one.validFrom);
        expect(new Set(froms).size).toBe(froms.length);
        expect(uses.length > 0).toBe(rows.some((row) => row.doneOn !== undefined));
      }),
    );
  });
});

describe("the matrix", () => {
  const on = { day: today, serviceClass: "core" };
  const of = (
    uses: readonly ServiceUse[],
    plans: readonly ConsolidationPlan[],
    steps: readonly ConsolidationStep[],
  ) => consolidationMatrix({ catalogue, customers, uses, plans, steps }, on);

  test("shows use before plan, the most advanced plan, and what is not open", () => {
    const matrix = of(
      [use("PARK", "LAN"), use("SCHOOL", "BOARD")],
      [plan("ongoing"), plan("study", { plan: "LATER" })],
      [step(["LAN", "PC"]), step(["PC"], { plan: "LATER" })],
    );
    expect(matrix.services).toEqual(["BOARD", "LAN", "PC"]);
    expect(
      matrix.rows.map(({ customer: code, stages, done, open }) => ({ code, stages, done, open })),
    ).toEqual([
      { code: "PARK", stages: ["closed", "done", "ongoing"], done: 1, open: 2 },
      { code: "SCHOOL", stages: ["done", "none", "none"], done: 1, open: 3 },
    ]);
    expect(matrix.without).toEqual([]);
  });

  test("plans nothing where a plan was stopped, and the deviation says what was lost", () => {
    const stopped = plan("stopped", {
      stoppedOn: day("2024-05-15"),
      deviation: "Avbruten",
      sunkCostOre: ore(185_000_000),
    });
    const matrix = of([], [stopped], [step(["PC"])]);
    expect(matrix.rows[0]?.stages).toEqual(["closed", "none", "none"]);
    expect(matrix.without).toEqual(["PARK", "SCHOOL"]);
    const year = { first: day("2024-01-01"), last: today };
    expect(stoppedPlans([stopped], year)).toMatchObject({
      sunkCostOre: 185_000_000,
      plans: [{ customer: "PARK" }],
    });
    expect(stoppedPlans([stopped], { first: day("2025-01-01"), last: day("2025-12-31") }).plans).toEqual([]);
  });

  test("puts every service of a customer in one of three lists", () => {
    expect(takeUp(catalogue, customers[1] as Customer, [use("PARK", "LAN")], today)).toEqual({
      customer: "PARK",
      used: ["LAN"],
      unused: ["PC"],
      closed: ["BOARD"],
    });
  });
});

describe("why agreements are not signed", () => {
  const agreement = (who: string, status: Agreement["status"], signedOn?: string): Agreement => ({
    agreement: `AVT-${who}`,
    customer: who,
    status,
    signedOn: signedOn === undefined ? undefined : day(signedOn),
    validFrom: day("2023-01-01"),
    validTo: undefined,
    reason: "",
  });
  const obstacle = (who: string, reason: Obstacle["reason"], closedOn?: string): Obstacle => ({
    obstacle: `H-${who}-${reason}`,
    customer: who,
    agreement: `AVT-${who}`,
    reason,
    text: "",
    owner: "",
    state: closedOn === undefined ? "open" : "resolved",
    openedOn: day("2023-02-01"),
    closedOn: closedOn === undefined ? undefined : day(closedOn),
    action: "",
  });

  test("is counted by reason, of those that have not signed; who says nothing is named", () => {
    const statistics = obstacleStatistics(
      [
        obstacle("A", "information-security"),
        obstacle("A", "personal-data-responsibility"),
        obstacle("B", "information-security", "2024-06-30"),
        obstacle("C", "cost"),
      ],
      [agreement("A", "sent"), agreement("B", "declined"), agreement("C", "signed", "2024-01-01")],
      today,
    );
    expect(statistics.reasons.filter((row) => row.customers.length > 0)).toEqual([
      { reason: "personal-data-responsibility", customers: ["A"] },
      { reason: "information-security", customers: ["A"] },
    ]);
    expect(statistics.unsigned).toEqual(["A", "B"]);
    expect(statistics.unexplained).toEqual(["B"]);
  });
});

test("a review's agreed volumes stand beside the planned and the used of the same months", () => {
  const volume = { customer: "A", year: 2024, item: "PC-V", comment: "" };
  const rows = reviewedVolumes(
    [
      { ...volume, proposedMicro: micro(110_000_000), agreedMicro: micro(100_000_000) },
      { ...volume, item: "LAN-V", proposedMicro: micro(5_000_000), agreedMicro: undefined },
    ],
    { customer: "A", year: 2024, months: 12 },
    [
      { item: "PC-V", customer: "A", quantityMicro: micro(1_100_000_000) },
      { item: "PC-V", customer: "A", quantityMicro: micro(100_000_000) },
      { item: "PC-V", customer: "B", quantityMicro: micro(7_000_000) },
    ],
    [{ item: "PC-V", customer: "A", quantityMicro: micro(1_190_000_000) }],
  );
  expect(rows).toMatchObject([
    { item: "LAN-V", agreedTotalMicro: undefined, planAgrees: undefined },
    {
      item: "PC-V",
      agreedTotalMicro: 1_200_000_000,
      plannedMicro: 1_200_000_000,
      usedMicro: 1_190_000_000,
      planAgrees: true,
    },
  ]);
});

test("which forum treated which service and when, of meetings that were held", () => {
  const meeting = (code: string, heldOn: string, state: Meeting["state"]): Meeting => ({
    meeting: code,
    forum: "TUF",
    heldOn: day(heldOn),
    state,
    customers: [],
    services: ["PC"],
    minutes: "",
  });
  const year = { first: day("2024-01-01"), last: today };
  const all = [
    meeting("2", "2024-11-12", "held"),
    meeting("1", "2024-02-13", "held"),
    meeting("3", "2024-12-01", "cancelled"),
    meeting("0", "2023-02-13", "held"),
  ];
  expect(treatedServices(all, year)).toEqual([
    { service: "PC", forum: "TUF", days: ["2024-02-13", "2024-11-12"] },
  ]);
});
