import { byCode, formatMicro, micro, type Problem, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Invariant } from "../../../platform/verify/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { meterRegister, volumesOf } from "../index.ts";
import * as problem from "../problems.ts";
import { periodsOfSegments, selectSegments } from "../sql/segments.ts";
import { periodsOfVolumes, selectVolumes } from "../sql/volumes.ts";

export const invariants: readonly Invariant[] = [
  {
    code: "metering.volumes-are-events",
    sv: "Varje volym är summan av sina händelser, var och en räknad en gång.",
    en: "Every volume is the sum of its events, each counted once.",
    check: volumesAreEvents,
  },
];

/** Month by month, so that memory is that of a month. */
async function volumesAreEvents(tx: Transaction, provider: string): Promise<Problem[]> {
  const periods = new Set([
    ...(await periodsOfSegments(tx, provider)),
    ...(await periodsOfVolumes(tx, provider)),
  ]);
  const problems: Problem[] = [];
  const meters = await entriesOf(tx, provider, meterRegister);
  for (const period of [...periods].toSorted(byCode)) {
    try {
      const computed = volumesOf(await selectSegments(tx, provider, period), meters);
      if (!computed.ok) {
        problems.push(...computed.problems);
        continue;
      }
      const stored = await selectVolumes(tx, provider, { first: period, last: period });
      const table = new Map(stored.map((row) => [`${row.item} ${row.customer}`, row]));
      const events = new Map(computed.value.map((row) => [`${row.item} ${row.customer}`, row]));
      for (const key of [...new Set([...table.keys(), ...events.keys()])].toSorted(byCode)) {
        const [a, b] = [table.get(key), events.get(key)];
        if (a?.quantityMicro === b?.quantityMicro && a?.events === b?.events) continue;
        const said = formatMicro(a?.quantityMicro ?? micro(0));
        const is = formatMicro(b?.quantityMicro ?? micro(0));
        problems.push(problem.volumeDiffers(`${key} ${period}`, said, is));
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.problems);
    }
  }
  return problems;
}
