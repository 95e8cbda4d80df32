import type { Micro, Ore, Period } from "../../kernel/index.ts";
import type { CostCell, CostedProject, CostedService } from "./cell.ts";
import type { Driver, DriverValue, FrozenValue, Volume } from "./driver.ts";
import type { KeyCustomer, ServiceUse } from "./keys.ts";
import type { CostModel } from "./model.ts";

/** A customer with the name a reader knows it by. */
export interface NamedCustomer extends KeyCustomer {
  readonly name: string;
}

/** All that a year's costing is made of (underlag), as values: sent once to whoever wants to play with it. */
export interface WhatIfBasis {
  readonly year: number;
  readonly scenario: string;
  readonly models: readonly CostModel[];
  readonly cells: readonly CostCell[];
  readonly drivers: readonly Driver[];
  readonly values: readonly DriverValue[];
  readonly frozen: readonly FrozenValue[];
  readonly volumes: readonly Volume[];
  readonly customers: readonly NamedCustomer[];
  readonly uses: readonly ServiceUse[];
  readonly services: readonly CostedService[];
  readonly projects: readonly CostedProject[];
  /** Items that a volume can be imagined of. */
  readonly items: readonly string[];
}

/** Rows as columns: texts as places in a list of codes, so that a code is sent once however often it stands. */
interface Columns {
  readonly codes: readonly string[];
  readonly texts: Readonly<Record<string, readonly number[]>>;
  readonly numbers: Readonly<Record<string, readonly number[]>>;
}

type Packed = Omit<WhatIfBasis, "models" | "cells" | "values" | "frozen" | "volumes" | "uses"> & {
  readonly models: unknown;
  readonly cells: Columns;
  readonly values: Columns;
  readonly frozen: Columns;
  readonly volumes: Columns;
  readonly uses: Columns;
};

const cellTexts = [
  "account",
  "element",
  "costCentre",
  "project",
  "service",
  "customer",
  "counterparty",
  "period",
] as const;
const valueTexts = ["driver", "service", "subject", "periodFrom", "measuredOn"] as const;
const frozenTexts = ["driver", "period", "service", "subject"] as const;
const volumeTexts = ["service", "item", "customer", "period"] as const;
const useTexts = ["customer", "service", "validFrom", "validTo"] as const;

/** The basis as JSON that is small on the wire. What a what-if never reads is left out: examples, sentences, other units. */
export function packBasis(basis: WhatIfBasis) {
  const packed: Packed = {
    ...basis,
    models: withMaps(basis.models.map(readOnWay)),
    cells: columns(basis.cells, cellTexts, ["amountOre"]),
    values: columns(basis.values, valueTexts, ["valueMicro"]),
    frozen: columns(basis.frozen, frozenTexts, ["valueMicro"]),
    volumes: columns(basis.volumes, volumeTexts, ["quantityMicro"]),
    uses: columns(basis.uses, useTexts, []),
  };
  return packed;
}

/** The other way: exactly what was packed, in the same order. */
export function unpackBasis(json: object): WhatIfBasis {
  const packed = json as Packed;
  return {
    ...packed,
    models: ofMaps(packed.models) as CostModel[],
    cells: rows<CostCell>(packed.cells),
    values: rows<DriverValue>(packed.values),
    frozen: rows<FrozenValue>(packed.frozen),
    volumes: rows<Volume>(packed.volumes),
    uses: rows<ServiceUse>(packed.uses),
  };
}

/** The values that hold in some month of the year: a series' last one before it, and those within. */
export function valuesOfYear(values: readonly DriverValue[], year: number): DriverValue[] {
  const [first, last] = [`${year}-01` as Period, `${year}-12` as Period];
  const latest = new Map<string, DriverValue>();
  const within: DriverValue[] = [];
  for (const value of values) {
    if (value.periodFrom > last) continue;
    if (value.periodFrom > first) {
      within.push(value);
      continue;
    }
    const series = `${value.driver}\u0000${value.service}\u0000${value.subject}`;
    const known = latest.get(series);
    if (known === undefined || known.periodFrom <= value.periodFrom) latest.set(series, value);
  }
  return [...latest.values(), ...within];
}

/** What no what-if reads of a model stays behind. */
function readOnWay(model: CostModel): CostModel {
  const { tests: _, measures: __, ...rest } = model;
  return {
    ...rest,
    steps: model.steps.map((step) => ({ ...step, explainSv: "", explainEn: "" })),
    exceptions: model.exceptions.map((one) => ({ ...one, explainSv: "", explainEn: "" })),
  };
}

function columns<T extends object>(
  list: readonly T[],
  texts: readonly (keyof T & string)[],
  numbers: readonly (keyof T & string)[],
): Columns {
  const places = new Map<unknown, number>();
  const placeOf = (code: unknown): number => {
    if (code === undefined || code === null) return -1;
    let place = places.get(code);
    if (place === undefined) places.set(code, (place = places.size));
    return place;
  };
  return {
    texts: Object.fromEntries(texts.map((field) => [field, list.map((row) => placeOf(row[field]))])),
    numbers: Object.fromEntries(
      numbers.map((field) => [field, list.map((row) => row[field] as Ore | Micro as number)]),
    ),
    codes: [...places.keys()] as string[],
  };
}

function rows<T extends object>({ codes, texts, numbers }: Columns): T[] {
  const fields = [...Object.entries(texts), ...Object.entries(numbers)];
  const length = fields[0]?.[1].length ?? 0;
  const list: T[] = [];
  for (let i = 0; i < length; i++) {
    const row: Record<string, unknown> = {};
    for (const [field, column] of Object.entries(texts)) {
      const place = column[i] as number;
      if (place >= 0) row[field] = codes[place];
    }
    for (const [field, column] of Object.entries(numbers)) row[field] = column[i];
    list.push(row as T);
  }
  return list;
}

/** JSON has no maps; a model has. */
const mapMark = "$map";

function withMaps(value: unknown): unknown {
  if (value instanceof Map) return { [mapMark]: [...value] };
  if (Array.isArray(value)) return value.map(withMaps);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withMaps(one)]));
}

function ofMaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ofMaps);
  if (typeof value !== "object" || value === null) return value;
  if (mapMark in value) return new Map(value[mapMark] as [string, unknown][]);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, ofMaps(one)]));
}
