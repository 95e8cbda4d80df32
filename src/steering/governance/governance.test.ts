import { describe, expect, it } from "vitest";
import type { Period } from "../../kernel/index.ts";
import { assignments, incidentsOf, indicators, materialDeviations, risks } from "./index.ts";

const none = new Map();
const codes = (problems: readonly { readonly code: string }[] | undefined): string[] =>
  (problems ?? []).map(({ code }) => code);

const assignment = {
  assignment: "A1",
  giver: "council",
  year: 2024,
  inBudget: true,
  title: "t",
  state: "ongoing",
  stateOn: "2025-01-22",
  deadline: undefined,
  dnr: "0190/24",
  paragraph: "",
  reportedOn: undefined,
  closedBy: "",
  related: [],
  owner: "",
  position: 1,
  source: "",
  synthetic: undefined,
  comment: "",
  line: 2,
};
const checkAssignment = (change: object): string[] =>
  codes(assignments.check?.([{ ...assignment, ...change } as never], "f", none));

describe("the board's registers", () => {
  it("let an assignment be proposed closed by the provider, and closed only by a decision", () => {
    expect(checkAssignment({})).toEqual([]);
    expect(checkAssignment({ state: "proposed-closed" })).toEqual([]);
    expect(checkAssignment({ state: "closed" })).toEqual(["governance.closed-without-decision"]);
    expect(checkAssignment({ state: "closed", closedBy: "KF § 12" })).toEqual([]);
  });

  it("keep the board's own apart from the council's, and registry numbers in form", () => {
    expect(checkAssignment({ giver: "board" })).toEqual(["governance.board-in-budget"]);
    expect(checkAssignment({ dnr: "190-24" })).toEqual(["governance.registry-number"]);
  });

  it("want an answer under each heading of a deviation", () => {
    const deviation = {
      deviation: "D1",
      cause: "x",
      users: "inga",
      organisation: " ",
      economy: "x",
      measures: "",
      state: "open",
      closedOn: undefined,
      line: 3,
    };
    expect(codes(materialDeviations.check?.([deviation as never], "f", none))).toEqual([
      "governance.unanswered",
      "governance.unanswered",
    ]);
  });

  it("refuse a risk outside the scale and a number that is none", () => {
    const risk = { risk: "R", likelihood: 5, impact: 1, line: 2 };
    expect(codes(risks.check?.([risk as never], "f", none))).toEqual(["governance.scale"]);
    const value = (unit: string, text: string) =>
      codes(indicators.check?.([{ unit, value: text, line: 2 } as never], "f", none));
    expect(value("percent", "58,6")).toEqual([]);
    expect(value("percent", "många")).toEqual(["governance.unreadable-value"]);
    expect(value("date", "hösten 2024")).toEqual([]);
  });

  it("pool the rate of incidents over the year", () => {
    const month = (period: string, incidents: number, within: number) => ({
      period: period as Period,
      incidents,
      within,
      major: 1,
    });
    const rows = [month("2024-01", 900, 900), month("2024-02", 100, 0), month("2023-01", 5, 5)];
    // The mean of the months would be 50 per cent.
    expect(incidentsOf(rows, 2024)).toEqual({ incidents: 1000, within: 900, major: 2 });
    expect(incidentsOf(rows, 2022)).toBeUndefined();
  });
});
