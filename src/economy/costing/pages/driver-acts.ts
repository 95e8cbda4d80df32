import { periodsBetween, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  type Act,
  type ActField,
  type Doing,
  fieldUnreadable,
  periodSaid,
} from "../../../platform/web/index.ts";
import { answerDriver } from "../actions/index.ts";
import { type DriverSignOff, signOffJson } from "../index.ts";
import { answeringDrivers } from "../mandates.ts";

const from = { name: "from", sv: "Från månad", en: "From month", kind: "period" } as const;
const to = { name: "to", sv: "Till månad", en: "To month", kind: "period" } as const;
const which: readonly ActField[] = [
  { name: "customer", sv: "Kund", en: "Customer", required: true },
  { name: "driver", sv: "Fördelningsgrund", en: "Driver", required: true },
  { ...from, required: true },
  { ...to, required: true },
];

/** A customer accepts its own frozen values of some months. */
export const signDriverAct: Act = {
  path: "/driver-answers/sign",
  mandate: answeringDrivers,
  sv: "Godkänn",
  en: "Sign off",
  fields: which,
  run: (tx, doing) => answer(tx, doing, "signed"),
};

/** A customer does not accept its own frozen values, and says why. */
export const objectDriverAct: Act = {
  path: "/driver-answers/object",
  mandate: answeringDrivers,
  sv: "Invänd",
  en: "Object",
  fields: [...which, { name: "reason", sv: "Skäl", en: "Reason", required: true, long: true }],
  run: (tx, doing) => answer(tx, doing, "objected"),
};

export const driverActs: readonly Act[] = [signDriverAct, objectDriverAct];

async function answer(tx: Transaction, { provider, actor, now, field }: Doing, state: "signed" | "objected") {
  const first = periodSaid({ field }, from);
  const last = periodSaid({ field }, to);
  if (last < first || last.slice(0, 4) !== first.slice(0, 4))
    throw new Refusal([fieldUnreadable(to, field("to"))]);
  const told: DriverSignOff[] = [];
  for (const period of periodsBetween(first, last)) {
    const said = { customer: field("customer"), driver: field("driver"), period, state };
    const reason = state === "objected" ? field("reason") : "";
    told.push(...(await answerDriver(tx, provider, { ...said, reason }, { actor, now })));
  }
  return { to: `/driver-answers?year=${first.slice(0, 4)}`, told: { answers: told.map(signOffJson) } };
}
