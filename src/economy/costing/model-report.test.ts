import { describe, expect, it } from "vitest";
import { driverReader, reportOn } from "./index.ts";
import { cellOn, modelOfSteps, months, stepOf, valueOf } from "./random-model.testing.ts";

const [january] = months as [(typeof months)[number]];

describe("a model held against the books", () => {
  it("tells what lands nowhere, what a step cannot pass on and what a key lacks, at once and each with its place", () => {
    const pools = ["it", "hr"];
    const model = modelOfSteps(
      pools,
      [stepOf("it", "services", { line: 11 }), stepOf("hr", "services", { by: { kind: "equal" }, line: 12 })],
      { keys: [], assignments: [] },
    );
    const on = (node: string, amountOre: number) => cellOn(node, pools, "staff", january, amountOre);
    const report = reportOn({
      model,
      // A cost centre that no pool takes, and no service named.
      cells: [on("it", 900), on("hr", 500), { ...on("it", 70), costCentre: "elsewhere" }],
      drivers: driverReader([valueOf("fte", "S1", january, 0)]),
      services: [{ service: "S1" }],
      projects: [],
      keys: { drivers: driverReader([]), customers: [], volumes: [], using: () => [] } as never,
    });
    expect(report.conservation).toBeUndefined();
    expect(report.coverage?.rows.map((row) => [row.place.code, row.amountOre])).toEqual([
      ["", 70],
      ["hr", 500],
      ["it", 900],
    ]);
    const told = report.problems.map(({ code, severity, file, line }) => ({ code, severity, file, line }));
    expect(told).toEqual([
      { code: "costing.unplaced-cell", severity: "stop", file: "m.yaml", line: 1 },
      { code: "costing.weights-all-zero", severity: "stop", file: "m.yaml", line: 11 },
      { code: "costing.service-without-key", severity: "warn", file: "m.yaml", line: 1 },
    ]);
  });
});
