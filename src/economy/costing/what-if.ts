import {
  Refusal,
  type Micro,
  type Period,
  type Problem,
  type Result,
  closest,
  inProportion,
  micro,
  microPerUnit,
  ok,
  ore,
  parseMicro,
  parsePeriod,
  refused,
  unreachable,
} from "../../kernel/index.ts";
import type { CostCell } from "./cell.ts";
import type { CustomerKeys } from "./customer-costing.ts";
import { type DriverReader, formulaGivesNothing } from "./driver.ts";
import { driversIn, evaluateFormula, type Formula, readFormula } from "./driver-formula.ts";
import { type CostModel, type Selection, type SelectionField, selectionFields } from "./model.ts";
import { problem, unknownName } from "./problems.ts";
import { matchesPattern, selectorOf } from "./selection.ts";

/** A new value, or the old one times a number of millionths (`+10%` is 1 100 000). */
export type NewValue =
  | { readonly kind: "set"; readonly valueMicro: Micro }
  | { readonly kind: "times"; readonly ratioMicro: Micro };

/** One thing that is imagined otherwise (antagande) from a month on. */
export type Assumption =
  | {
      readonly kind: "driver";
      readonly driver: string;
      readonly subject: string;
      readonly to: NewValue;
      readonly from: Period | undefined;
    }
  | {
      readonly kind: "volume";
      readonly item: string;
      readonly customer: string;
      readonly to: NewValue;
      readonly from: Period | undefined;
    }
  | { readonly kind: "key"; readonly services: string; readonly key: string }
  | {
      readonly kind: "cost";
      readonly select: Selection;
      readonly ratioMicro: Micro;
      readonly from: Period | undefined;
    };

/** The forms an assumption is written in, for manuals and refusals. */
export const assumptionForms = [
  "driver/<driver>/<code>=5000[@2024-09]",
  "driver/<driver>/<code>=+10%[@2024-09]",
  "volume/<item>/<customer>=-25%[@2024-09]",
  "key/<service>=<key>",
  "cost/<field>:<code>=+3%[@2024-09]",
] as const;

/**
 * Reads an assumption: `driver/headcount/GRUND=5000`, `driver/headcount/*=+10%@2024-09`, `volume/PC/GRUND=-25%`,
 * `key/HR-1=equal`, `cost/element:staff=+3%`. Codes may hold `*`. Refuses what it cannot read, with the forms there are.
 */
export function readAssumption(text: string): Result<Assumption> {
  const parts = /^([a-z]+)\/(.+?)=([^@]+)(?:@(.+))?$/u.exec(text.trim());
  const month = parts?.[4] === undefined ? undefined : parsePeriod(parts[4]);
  if (parts === null || (parts[4] !== undefined && month === undefined)) return refused([unreadable(text)]);
  const [, kind, target, value] = parts as unknown as [string, string, string, string];
  if (kind === "key") return ok({ kind: "key", services: target, key: value.trim() });
  const to = readNewValue(value.trim());
  if (to === undefined) return refused([unreadable(text)]);
  if (kind === "cost") {
    const [field, code] = target.split(":");
    const known = selectionFields.find((one) => one === field);
    if (known === undefined) return refused([unknownName("field", field ?? "", selectionFields)]);
    if (code === undefined || code === "" || to.kind === "set") return refused([unreadable(text)]);
    const select: { -readonly [F in SelectionField]?: readonly string[] } = { [known]: [code] };
    return ok({ kind: "cost", select, ratioMicro: to.ratioMicro, from: month });
  }
  const cut = target.indexOf("/");
  const [name, code] = [target.slice(0, cut), target.slice(cut + 1)];
  if (cut < 1 || code === "") return refused([unreadable(text)]);
  if (kind === "driver") return ok({ kind, driver: name, subject: code, to, from: month });
  if (kind === "volume") return ok({ kind, item: name, customer: code, to, from: month });
  return refused([unreadable(text)]);
}

/** The value of an assumption: `5000`, `+10%`, `95%`. */
export function readNewValue(text: string): NewValue | undefined {
  const percent = /^([+\u2212-]?)\s*([\d\s.,]+)\s*%$/u.exec(text);
  if (percent === null) {
    const valueMicro = parseMicro(text);
    return valueMicro === undefined || valueMicro < 0 ? undefined : { kind: "set", valueMicro };
  }
  const size = parseMicro(percent[2] as string);
  if (size === undefined || size % 100 !== 0) return undefined;
  const change = percent[1] === "" ? 0 : microPerUnit;
  const ratio = change + ((percent[1] === "+" || percent[1] === "" ? 1 : -1) * size) / 100;
  return ratio < 0 ? undefined : { kind: "times", ratioMicro: micro(ratio) };
}

function unreadable(text: string): Problem {
  const forms = assumptionForms.join("  ");
  return problem(
    "costing.unreadable-assumption",
    `Antagandet ”${text}” går inte att läsa. Formerna är: ${forms}`,
    `The assumption "${text}" cannot be read. The forms are: ${forms}`,
  );
}

/** What a costing is made of, so far as it can be imagined otherwise. */
export interface Imagined {
  readonly cells: readonly CostCell[];
  readonly models: readonly CostModel[];
  readonly drivers: DriverReader;
  readonly keys: CustomerKeys;
}

/** The codes there are, so that an assumption about something unknown is refused and not silently without effect. */
export interface ImaginableCodes {
  readonly services: readonly string[];
  readonly customers: readonly string[];
  readonly items: readonly string[];
}

/**
 * What a costing would be made of if the assumptions held. Nothing is written and nothing given is changed; an
 * assumption that would touch nothing is refused, since an answer that did not hear the question misleads.
 */
export function imagine(
  given: Imagined,
  assumptions: readonly Assumption[],
  codes: ImaginableCodes,
): Result<Imagined> {
  const problems = assumptions.flatMap((one) => unknownIn(one, given, codes));
  if (problems.length > 0) return refused(problems);
  let { cells, models, drivers, keys } = given;
  for (const one of assumptions) {
    switch (one.kind) {
      case "driver":
        drivers = withDriver(drivers, one);
        break;
      case "volume":
        keys = { ...keys, volumes: withVolume(keys, one) };
        break;
      case "key":
        models = models.map((model) => withKey(model, one));
        break;
      case "cost":
        cells = cells.map(withCost(one));
        break;
    }
  }
  return ok({ cells, models, drivers, keys: { ...keys, drivers } });
}

function withDriver(
  drivers: DriverReader,
  { driver, subject, to, from }: Assumption & { kind: "driver" },
): DriverReader {
  const touches = (code: string, period: Period): boolean =>
    matchesPattern(code, subject) && (from === undefined || period >= from);
  const reading = new Map(driversReading(drivers, driver).map((one) => [one.driver, one.formula]));
  const imagined: DriverReader = {
    ...drivers,
    value(name, code, period, service) {
      if (name === driver) {
        const value = drivers.value(name, code, period, service);
        return touches(code, period) ? changed(value, to) : value;
      }
      const formula = touches(code, period) ? reading.get(name) : undefined;
      if (formula === undefined) return drivers.value(name, code, period, service);
      // A computed driver follows what it is computed from, in a frozen month too: what was frozen is what the assumption sets aside.
      const found = evaluateFormula(formula, (operand) => imagined.value(operand, code, period, service));
      if (found === "no-number") throw new Refusal([formulaGivesNothing(name, code, period)]);
      return found;
    },
  };
  return imagined;
}

/** The computed drivers that read a driver, directly or by another computed one. */
export function driversReading(
  drivers: DriverReader,
  driver: string,
): readonly { readonly driver: string; readonly formula: Formula }[] {
  const computed = drivers.names().flatMap((name) => {
    const text = drivers.registered(name)?.formula;
    const formula = text ? readFormula(text) : undefined;
    return formula === undefined || "sv" in formula
      ? []
      : [{ driver: name, formula, reads: driversIn(formula) }];
  });
  const reached = new Set([driver]);
  for (let before = 0; before < reached.size;) {
    before = reached.size;
    for (const one of computed) if (one.reads.some((read) => reached.has(read))) reached.add(one.driver);
  }
  return computed.filter((one) => one.driver !== driver && reached.has(one.driver));
}

function withVolume(
  keys: CustomerKeys,
  { item, customer, to, from }: Assumption & { kind: "volume" },
): CustomerKeys["volumes"] {
  return (service, of, period, items) => {
    const sum = keys.volumes(service, of, period, items);
    const asked = items === undefined || items.includes(item);
    if (!asked || !matchesPattern(of, customer) || (from !== undefined && period < from)) return sum;
    const own = keys.volumes(service, of, period, [item]);
    // A new quantity belongs to the service that already has the item somewhere; elsewhere there is none to change.
    if (own === 0) return sum;
    return micro(sum - own + (changed(own, to) ?? 0));
  };
}

/** A value as it would be; what was never measured has nothing to be a part of. */
export function changed(value: Micro | undefined, to: NewValue): Micro | undefined {
  if (to.kind === "set") return to.valueMicro;
  return value === undefined ? undefined : micro(inProportion(ore(value), to.ratioMicro, microPerUnit));
}

function withKey(model: CostModel, { services, key }: Assumption & { kind: "key" }): CostModel {
  if (!model.keys.some((one) => one.key === key)) return model;
  return { ...model, assignments: [{ services: [services], key, line: 0 }, ...model.assignments] };
}

function withCost({ select, ratioMicro, from }: Assumption & { kind: "cost" }): (cell: CostCell) => CostCell {
  const isSelected = selectorOf(select);
  return (cell) =>
    (from !== undefined && cell.period < from) || !isSelected(cell)
      ? cell
      : { ...cell, amountOre: inProportion(cell.amountOre, ratioMicro, microPerUnit) };
}

function unknownIn(one: Assumption, given: Imagined, codes: ImaginableCodes): Problem[] {
  const known = (code: string, list: readonly string[]): boolean =>
    list.some((candidate) => matchesPattern(candidate, code));
  switch (one.kind) {
    case "driver": {
      if (!given.drivers.knows(one.driver)) {
        return [unknownName("driver", one.driver, given.drivers.names())];
      }
      const subjects = given.drivers.subjects(one.driver);
      return known(one.subject, subjects) ? [] : [untouched(one.subject, subjects)];
    }
    case "volume":
      if (!known(one.item, codes.items)) return [untouched(one.item, codes.items)];
      return known(one.customer, codes.customers)
        ? []
        : [unknownName("customer", one.customer, codes.customers)];
    case "key": {
      const keys = given.models.flatMap((model) => model.keys.map((key) => key.key));
      if (!keys.includes(one.key)) return [unknownName("key", one.key, keys)];
      return known(one.services, codes.services)
        ? []
        : [unknownName("service", one.services, codes.services)];
    }
    case "cost":
      return given.cells.some(selectorOf(one.select)) ? [] : [untouched(selectedCodes(one.select), [])];
    default:
      return unreachable(one);
  }
}

function selectedCodes(selection: Selection): string {
  return selectionFields.flatMap((field) => selection[field] ?? []).join(" ");
}

function untouched(code: string, known: readonly string[]): Problem {
  const near = closest(code, known);
  return problem(
    "costing.assumption-touches-nothing",
    `Antagandet om ”${code}” ändrar ingenting: inget sådant finns i underlaget.${near === undefined ? "" : ` Menar du ”${near}”?`}`,
    `The assumption about "${code}" changes nothing: there is no such thing in the figures.${near === undefined ? "" : ` Did you mean "${near}"?`}`,
  );
}
