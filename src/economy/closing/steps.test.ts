import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Period } from "../../kernel/index.ts";
import { type MonthFacts, monthSteps, whatStops } from "./steps.ts";

const ready: MonthFacts = {
  period: "2024-03" as Period,
  state: "open",
  cells: 900,
  earlierOpen: undefined,
  unmapped: [],
  drivers: { registered: 4, frozen: 4, objected: 0 },
  usage: { rows: 120, rowsBefore: 118 },
  costing: { sv: "", en: "" },
  run: { run: "2024-03", state: "issued", parked: 0 },
  deliveries: { documents: 52, sent: 52, failed: 0 },
  reconciled: { buyers: 2, differing: 0 },
  judgements: [
    {
      step: "deviations",
      state: "done",
      text: "Konsulterna kostade mer.",
      judgedBy: "karin",
      judgedAt: "2024-04-08",
    },
  ],
};

const stateOf = (facts: MonthFacts, step: string): string | undefined =>
  monthSteps(facts).find((one) => one.step === step)?.state;

describe("a month that ticks itself", () => {
  it("can be closed when data and people have said theirs", () => {
    expect(whatStops(monthSteps(ready))).toBeUndefined();
    expect(stateOf(ready, "report")).toBe("todo");
  });

  it("names the first thing that stops, and lets the others wait", () => {
    const facts: MonthFacts = { ...ready, unmapped: ["6911"], run: undefined };
    const stops = whatStops(monthSteps(facts));
    expect([stops?.step, stops?.tellsSv, stops?.path]).toEqual([
      "accounts",
      "Utan mappning: 6911.",
      "/registers/accounts",
    ]);
    expect(stateOf(facts, "rehearsed")).toBe("waits");
  });

  it("is not ticked by a word where data says otherwise", () => {
    const said = {
      step: "reconciled",
      state: "done",
      text: "Det är lugnt.",
      judgedBy: "karin",
      judgedAt: "",
    } as const;
    const facts: MonthFacts = { ...ready, reconciled: { buyers: 1, differing: 1 }, judgements: [said] };
    expect(stateOf(facts, "reconciled")).toBe("seen");
    expect(stateOf(facts, "deviations")).toBe("stops");
  });

  it("asks for no usage where there has never been any", () => {
    expect(stateOf({ ...ready, usage: { rows: 0, rowsBefore: 0 } }, "usage")).toBe("none");
    expect(stateOf({ ...ready, usage: { rows: 0, rowsBefore: 9 } }, "usage")).toBe("todo");
  });

  it("has never more than one thing that stops, and nothing waits without it", () => {
    fc.assert(
      fc.property(
        fc.record({
          cells: fc.nat(2),
          unmapped: fc.subarray(["6911", "4010"]),
          earlierOpen: fc.constantFrom(undefined, "2024-02" as Period),
          run: fc.constantFrom(
            undefined,
            { run: "2024-03", state: "rehearsed" as const, parked: 1 },
            { run: "2024-03", state: "issued" as const, parked: 0 },
          ),
          judgements: fc.constantFrom(ready.judgements, []),
        }),
        (some) => {
          const steps = monthSteps({ ...ready, ...some });
          const stops = steps.filter((step) => step.state === "stops").length;
          expect(stops).toBeLessThanOrEqual(1);
          expect(steps.some((step) => step.must && step.state !== "done")).toBe(stops === 1);
          if (stops === 0) expect(steps.some((step) => step.state === "waits")).toBe(false);
        },
      ),
    );
  });
});
