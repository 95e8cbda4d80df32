import {
  type Micro,
  type Period,
  type Problem,
  byCode,
  closest,
  formatMicro,
  shiftPeriod,
} from "../../kernel/index.ts";
import { type Formula, driversIn, readFormula } from "./driver-formula.ts";
import type { Driver, DriverReader } from "./driver.ts";
import { type Place, problem } from "./problems.ts";

/** A registered driver with the line of its file, where it has one. */
export type LinedDriver = Pick<Driver, "driver" | "subject" | "formula"> & { readonly line?: number };

/**
 * What must hold between the drivers of the register: formulas that can be read, over drivers that exist and are
 * measured for the same kind of subject, without circles; no values beside a formula.
 */
export function checkDrivers(
  drivers: readonly LinedDriver[],
  { file, withValues = [] }: { readonly file?: string; readonly withValues?: readonly string[] } = {},
): Problem[] {
  const problems: Problem[] = [];
  const placeOf = ({ line }: LinedDriver): Place | undefined =>
    file === undefined ? undefined : { file, line: line ?? 1 };
  const byName = new Map(drivers.map((driver) => [driver.driver, driver]));
  const formulas = new Map<string, Formula>();
  for (const driver of drivers) {
    if (!driver.formula) continue;
    const read = readFormula(driver.formula);
    if ("sv" in read) {
      problems.push(
        problem(
          "costing.driver-formula",
          `Formeln ”${driver.formula}” för ”${driver.driver}”: här (tecken ${read.column}) väntas ${read.sv}.`,
          `The formula "${driver.formula}" of "${driver.driver}": expected ${read.en} here (character ${read.column}).`,
          placeOf(driver),
        ),
      );
      continue;
    }
    formulas.set(driver.driver, read);
    for (const name of driversIn(read)) {
      const operand = byName.get(name);
      if (operand === undefined) {
        const near = closest(name, [...byName.keys()]);
        problems.push(
          problem(
            "costing.unknown-driver",
            `Formeln för ”${driver.driver}” nämner ”${name}”, som inte finns.${near === undefined ? "" : ` Menas ”${near}”?`}`,
            `The formula of "${driver.driver}" names "${name}", which does not exist.${near === undefined ? "" : ` Did you mean "${near}"?`}`,
            placeOf(driver),
            // Written without blanks, `a-b` is one code; that is the usual slip.
            name.includes("-") && near === undefined
              ? {
                  try: "Put blanks around the minus sign; without them it belongs to the code.",
                  try_sv: "Sätt blanksteg runt minustecknet; utan dem hör det till koden.",
                }
              : undefined,
          ),
        );
      } else if (operand.subject !== driver.subject) {
        problems.push(
          problem(
            "costing.driver-subjects",
            `”${driver.driver}” gäller ${driver.subject} men formeln läser ”${name}”, som gäller ${operand.subject}.`,
            `"${driver.driver}" is given for ${driver.subject} but its formula reads "${name}", which is given for ${operand.subject}.`,
            placeOf(driver),
          ),
        );
      }
    }
    if (withValues.includes(driver.driver)) {
      problems.push(
        problem(
          "costing.driver-has-values",
          `”${driver.driver}” räknas ut som ${driver.formula} men har också egna värden.`,
          `"${driver.driver}" is computed as ${driver.formula} but has values of its own too.`,
          placeOf(driver),
        ),
      );
    }
  }
  const circle = circleOf(formulas);
  if (circle !== undefined) {
    const path = circle.join(" → ");
    problems.push(
      problem(
        "costing.driver-cycle",
        `Formlerna går i en cirkel: ${path}.`,
        `The formulas go in a circle: ${path}.`,
        placeOf(byName.get(circle[0] as string) as LinedDriver),
      ),
    );
  }
  return problems;
}

/** The first circle among formulas, as the path that returns to its start. */
function circleOf(formulas: ReadonlyMap<string, Formula>): string[] | undefined {
  const done = new Set<string>();
  const walk = (driver: string, path: readonly string[]): string[] | undefined => {
    const start = path.indexOf(driver);
    if (start >= 0) return [...path.slice(start), driver];
    const formula = formulas.get(driver);
    if (formula === undefined || done.has(driver)) return undefined;
    for (const operand of driversIn(formula)) {
      const found = walk(operand, [...path, driver]);
      if (found !== undefined) return found;
    }
    done.add(driver);
    return undefined;
  };
  for (const driver of formulas.keys()) {
    const found = walk(driver, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A value in a month, beside the one of the month before. */
export interface DriverChange {
  readonly driver: string;
  readonly service: string;
  readonly subject: string;
  readonly period: Period;
  readonly beforeMicro: Micro;
  readonly valueMicro: Micro;
}

/**
 * Values that differ from those of the month before by more than the driver's own threshold. From zero to anything is
 * more than any percentage; a subject without a value before is new and not flagged.
 */
export function driverJumps(drivers: DriverReader, driver: string, period: Period): DriverChange[] {
  const threshold = drivers.registered(driver)?.jumpPercent;
  if (threshold === undefined || threshold === null) return [];
  const before = shiftPeriod(period, -1);
  const found: DriverChange[] = [];
  for (const service of [...drivers.services(driver)].sort(byCode)) {
    for (const subject of [...drivers.subjects(driver)].sort(byCode)) {
      const beforeMicro = drivers.value(driver, subject, before, service);
      const valueMicro = drivers.value(driver, subject, period, service);
      if (beforeMicro === undefined || valueMicro === undefined) continue;
      const change = BigInt(Math.abs(valueMicro - beforeMicro));
      if (change * 100n > BigInt(threshold) * BigInt(Math.abs(beforeMicro))) {
        found.push({ driver, service, subject, period, beforeMicro, valueMicro });
      }
    }
  }
  return found;
}

export function jumpProblem({ driver, subject, period, beforeMicro, valueMicro }: DriverChange): Problem {
  const [from, to] = [formatMicro(beforeMicro), formatMicro(valueMicro)];
  return problem(
    "costing.driver-jump",
    `”${driver}” för ”${subject}” går från ${from} till ${to} i ${period}.`,
    `"${driver}" of "${subject}" goes from ${from} to ${to} in ${period}.`,
  );
}
