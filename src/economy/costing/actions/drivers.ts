import { createHash } from "node:crypto";
import {
  type Period,
  type Problem,
  Refusal,
  byCode,
  closest,
  formatMicro,
  periodsOfYear,
} from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { record } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  type AnswerSpan,
  answerSpans,
  type Driver,
  type DriverReader,
  type DriverSignOff,
  type DriverSnapshot,
  type DriverValue,
  type FrozenValue,
  type ValueDifference,
  checkDrivers,
  differences,
  driverJumps,
  driverReader,
  jumpProblem,
  snapshotText,
  valuesIn,
} from "../index.ts";
import { problem, unknownName } from "../problems.ts";
import { driverSnapshots, frozenDriverValues, signOffs, writeAnswer, writeSnapshot } from "../sql/drivers.ts";
import { answeringDrivers } from "../mandates.ts";
import { storedDrivers, storedDriverValues } from "../sql/registers.ts";

interface Acting {
  readonly actor: string;
  readonly now: string;
}

/** Every driver with its values, formulas and snapshots, and a text by which a change of any of them is seen. */
export async function driversInForce(
  tx: Transaction,
  provider: string,
): Promise<{ readonly drivers: DriverReader; readonly print: string }> {
  const { registered, values, frozen } = await readAll(tx, provider);
  const print = JSON.stringify([
    registered.map((one) => [one.driver, one.subject, one.formula]),
    values.map((one) => [one.driver, one.service, one.subject, one.periodFrom, one.valueMicro]),
    frozen.map((one) => [one.driver, one.period, one.service, one.subject, one.valueMicro]),
  ]);
  return { drivers: driverReader(values, registered, frozen), print };
}

async function readAll(
  tx: Transaction,
  provider: string,
): Promise<{ registered: Driver[]; values: DriverValue[]; frozen: FrozenValue[] }> {
  const registered = await storedDrivers(tx, provider);
  const values = await storedDriverValues(tx, provider);
  return { registered, values, frozen: await frozenDriverValues(tx, provider) };
}

/** The register with all that has been measured, frozen and answered: what the page and the command show. */
export async function driverBook(
  tx: Transaction,
  provider: string,
): Promise<{
  readonly registered: readonly Driver[];
  readonly values: readonly DriverValue[];
  readonly snapshots: readonly DriverSnapshot[];
  readonly drivers: DriverReader;
}> {
  const { registered, values, frozen } = await readAll(tx, provider);
  const snapshots = await driverSnapshots(tx, provider);
  return { registered, values, snapshots, drivers: driverReader(values, registered, frozen) };
}

/** Throws `Refusal` with the nearest name when there is no such driver. */
export function knownDriver(registered: readonly Driver[], name: string): Driver {
  const found = registered.find((one) => one.driver === name);
  if (found !== undefined) return found;
  throw new Refusal([
    unknownName(
      "driver",
      name,
      registered.map((one) => one.driver),
    ),
  ]);
}

/** One driver and month that freezing was asked for. */
export interface Frozen {
  readonly driver: string;
  readonly period: Period;
  /** `unchanged`: frozen before with the same values. `empty`: nothing was measured that holds in the month. */
  readonly outcome: "frozen" | "unchanged" | "empty";
  readonly snapshot: number;
  readonly values: number;
  readonly jumps: readonly Problem[];
}

/**
 * Freezes drivers for months: from then on these values hold there, whatever is loaded later. Frozen before with the same
 * values nothing happens; with other values it takes a reason, or is refused with the differences.
 */
export async function freezeDrivers(
  tx: Transaction,
  provider: string,
  question: {
    readonly drivers?: readonly string[];
    readonly periods: readonly Period[];
    readonly reason: string;
  },
  { actor, now }: Acting,
): Promise<Frozen[]> {
  const { registered, values, frozen } = await readAll(tx, provider);
  const names = question.drivers ?? registered.map((one) => one.driver);
  for (const name of names) knownDriver(registered, name);
  const latest = new Map<string, DriverSnapshot>();
  for (const one of await driverSnapshots(tx, provider)) latest.set(`${one.driver} ${one.period}`, one);
  const isAsked = (one: FrozenValue): boolean =>
    names.includes(one.driver) && question.periods.includes(one.period);
  const reader = driverReader(
    values,
    registered,
    frozen.filter((one) => !isAsked(one)),
  );
  const done: Frozen[] = [];
  const refusals: Problem[] = [];
  for (const period of question.periods) {
    for (const driver of names) {
      const current = valuesIn(reader, driver, period);
      const before = latest.get(`${driver} ${period}`);
      const sha256 = hashOf(current);
      const base = {
        driver,
        period,
        values: current.length,
        jumps: driverJumps(reader, driver, period).map(jumpProblem),
      };
      if (before === undefined && current.length === 0) {
        done.push({ ...base, outcome: "empty", snapshot: 0 });
        continue;
      }
      if (before?.sha256 === sha256) {
        done.push({ ...base, outcome: "unchanged", snapshot: before.snapshot });
        continue;
      }
      if (before !== undefined && question.reason === "") {
        const was = frozen.filter((one) => one.driver === driver && one.period === period);
        refusals.push(alreadyFrozen(driver, period, before, differences(was, current)));
        continue;
      }
      const snapshot = (before?.snapshot ?? 0) + 1;
      await writeSnapshot(
        tx,
        provider,
        { driver, period, snapshot, sha256, frozenAt: now, frozenBy: actor, reason: question.reason },
        current,
      );
      await record(tx, {
        at: now,
        actor,
        action: before === undefined ? "driver.freeze" : "driver.freeze-again",
        objectKind: "driver-snapshot",
        objectId: `${driver} ${period} ${snapshot}`,
        before: before === undefined ? null : { snapshot: before.snapshot, sha256: before.sha256 },
        after: { snapshot, sha256, values: current.length, reason: question.reason },
      });
      done.push({ ...base, outcome: "frozen", snapshot });
    }
  }
  if (refusals.length > 0) throw new Refusal(refusals);
  return done;
}

export function hashOf(values: readonly FrozenValue[]): string {
  return createHash("sha256").update(snapshotText(values)).digest("hex");
}

function alreadyFrozen(
  driver: string,
  period: Period,
  before: DriverSnapshot,
  differing: readonly ValueDifference[],
): Problem {
  const shown = shownDifferences(differing);
  return problem(
    "costing.driver-frozen",
    `”${driver}” frystes för ${period} av ${before.frozenBy} ${before.frozenAt.slice(0, 10)}; ${differing.length} värden är andra nu: ${shown}.`,
    `"${driver}" was frozen for ${period} by ${before.frozenBy} on ${before.frozenAt.slice(0, 10)}; ${differing.length} values are others now: ${shown}.`,
  );
}

function shownDifferences(differing: readonly ValueDifference[]): string {
  const text = (value: ValueDifference["valueMicro"]): string =>
    value === undefined ? "–" : formatMicro(value);
  const shown = differing
    .slice(0, 5)
    .map((one) => `${one.subject} ${text(one.frozenMicro)} → ${text(one.valueMicro)}`);
  return shown.join(", ") + (differing.length > shown.length ? " …" : "");
}

/**
 * Each customer's frozen value with what the customer has said of it. Billing's gates may ask before a run: what is `objected`,
 * or still `open`. The same rows are the view `costing.v_driver_sign_off`.
 */
export async function driverSignOffs(
  tx: Transaction,
  provider: string,
  which: { readonly period?: Period; readonly customer?: string } = {},
): Promise<DriverSignOff[]> {
  return signOffs(tx, provider, which);
}

/** What customers have to answer for in a year: each driver with their frozen values, as months that say the same. */
export async function driversToAnswer(
  tx: Transaction,
  provider: string,
  year: number,
): Promise<readonly { readonly driver: Driver; readonly spans: readonly AnswerSpan[] }[]> {
  const months = new Set<string>(periodsOfYear(year));
  const answers = (await signOffs(tx, provider)).filter((one) => months.has(one.period));
  return (await storedDrivers(tx, provider)).flatMap((driver) => {
    const spans = answerSpans(answers.filter((one) => one.driver === driver.driver));
    return spans.length === 0 ? [] : [{ driver, spans }];
  });
}

/** Records that a customer signs off, or objects to, its frozen values of a month; again the same is nothing new. */
export async function answerDriver(
  tx: Transaction,
  provider: string,
  said: {
    readonly customer: string;
    readonly period: Period;
    /** All that the customer has a value of, when left out. */
    readonly driver?: string;
    readonly state: "signed" | "objected";
    readonly reason: string;
  },
  { actor, now }: Acting,
): Promise<readonly DriverSignOff[]> {
  const { customer, period, state, reason } = said;
  if (tx.scope.role === "customer") await requireMandate(tx, provider, actor, answeringDrivers);
  const inPeriod = await signOffs(tx, provider, { period });
  if (said.driver !== undefined) knownDriver(await storedDrivers(tx, provider), said.driver);
  const asked = inPeriod.filter((one) => said.driver === undefined || one.driver === said.driver);
  if (asked.length === 0) {
    const what = said.driver === undefined ? "Ingen fördelningsgrund" : `”${said.driver}”`;
    const which = said.driver === undefined ? "No driver" : `"${said.driver}"`;
    throw new Refusal([
      problem(
        "costing.driver-not-frozen",
        said.driver === undefined
          ? `${what} är fryst för ${period}.`
          : `${what} är inte fryst för ${period}.`,
        said.driver === undefined
          ? `${which} is frozen for ${period}.`
          : `${which} is not frozen for ${period}.`,
      ),
    ]);
  }
  const own = asked.filter((one) => one.customer === customer);
  if (own.length === 0) {
    const near = closest(customer, [...new Set(asked.map((one) => one.customer))]);
    throw new Refusal([
      problem(
        "costing.driver-answer",
        `”${customer}” har inget fryst värde i ${period}.${near === undefined ? "" : ` Menas ”${near}”?`}`,
        `"${customer}" has no frozen value in ${period}.${near === undefined ? "" : ` Did you mean "${near}"?`}`,
      ),
    ]);
  }
  for (const one of own) {
    if (one.state === state && one.reason === reason) continue;
    const { driver, snapshot, valueMicro } = one;
    await writeAnswer(tx, provider, {
      customer,
      driver,
      period,
      snapshot,
      state,
      valueMicro,
      reason,
      answeredAt: now,
      answeredBy: actor,
    });
    await record(tx, {
      at: now,
      actor,
      action: state === "signed" ? "driver.sign" : "driver.object",
      objectKind: "driver-answer",
      objectId: `${driver} ${period} ${customer}`,
      before: { state: one.state, reason: one.reason },
      after: { state, reason, snapshot, value_micro: valueMicro },
    });
  }
  return (await signOffs(tx, provider, { period, customer })).filter(
    (one) => said.driver === undefined || one.driver === said.driver,
  );
}

/** Jumps above the declared thresholds in any month that a value begins to hold: told when values are loaded. */
export async function loadedJumps(tx: Transaction, provider: string): Promise<Problem[]> {
  const { registered, values } = await readAll(tx, provider);
  const drivers = driverReader(values, registered);
  const months = [...new Set(values.map((one) => one.periodFrom))].sort(byCode);
  return registered.flatMap(({ driver }) =>
    months.flatMap((month) => driverJumps(drivers, driver, month).map(jumpProblem)),
  );
}

/** What a controller should look at before months are billed: what stops first, then what should be looked at. */
export async function checkDriverBook(
  tx: Transaction,
  provider: string,
  periods: readonly Period[],
): Promise<Problem[]> {
  const { registered, values, frozen } = await readAll(tx, provider);
  const wrong = checkDrivers(registered, { withValues: [...new Set(values.map((one) => one.driver))] });
  if (wrong.length > 0) return wrong;
  const found: Problem[] = [];
  const drivers = driverReader(values, registered, frozen);
  const today = driverReader(values, registered);
  for (const { driver } of [...registered].sort((a, b) => byCode(a.driver, b.driver))) {
    const missing = periods.filter((period) => valuesIn(drivers, driver, period).length === 0);
    if (missing.length > 0) {
      const span = missing.length === 1 ? String(missing[0]) : `${missing[0]}–${missing.at(-1)}`;
      found.push(
        problem(
          "costing.driver-without-values",
          `”${driver}” har inga värden som gäller i ${span}.`,
          `"${driver}" has no values that hold in ${span}.`,
        ),
      );
    }
    for (const period of periods) {
      found.push(...driverJumps(drivers, driver, period).map(jumpProblem));
      if (!drivers.isFrozen(driver, period)) continue;
      const was = frozen.filter((one) => one.driver === driver && one.period === period);
      const differing = differences(was, valuesIn(today, driver, period));
      if (differing.length === 0) continue;
      const shown = shownDifferences(differing);
      found.push(
        problem(
          "costing.driver-drift",
          `”${driver}” är fryst för ${period}; dagens värden är andra: ${shown}.`,
          `"${driver}" is frozen for ${period}; today's values are others: ${shown}.`,
        ),
      );
    }
  }
  for (const period of periods) {
    for (const one of await signOffs(tx, provider, { period })) {
      if (one.state !== "objected") continue;
      const value = formatMicro(one.valueMicro);
      found.push(
        problem(
          "costing.driver-objection",
          `${one.customer} invänder mot ”${one.driver}” ${value} i ${period}: ${one.reason}`,
          `${one.customer} objects to "${one.driver}" ${value} in ${period}: ${one.reason}`,
        ),
      );
    }
  }
  return found;
}
