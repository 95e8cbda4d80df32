import type { Problem } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Invariant } from "../../../platform/verify/index.ts";
import { problem } from "../problems.ts";
import { driverSnapshots, snapshotValues } from "../sql/drivers.ts";
import { hashOf } from "./drivers.ts";

export const driverInvariants: readonly Invariant[] = [
  {
    code: "costing.frozen-drivers",
    sv: "Varje fryst fördelningsgrund har de värden som dess kontrollsumma säger.",
    en: "Every frozen driver has the values that its hash says.",
    check: frozenUntouched,
  },
];

async function frozenUntouched(tx: Transaction, provider: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const one of await driverSnapshots(tx, provider)) {
    if (hashOf(await snapshotValues(tx, provider, one)) === one.sha256) continue;
    problems.push(
      problem(
        "costing.snapshot-differs",
        `”${one.driver}” för ${one.period} (nr ${one.snapshot}) har andra värden än när den frystes.`,
        `"${one.driver}" of ${one.period} (no. ${one.snapshot}) has other values than when it was frozen.`,
      ),
    );
  }
  return problems;
}
