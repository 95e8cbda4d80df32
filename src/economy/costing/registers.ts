import type { Problem } from "../../kernel/index.ts";
import {
  comment,
  defineRegister,
  nameEn,
  namedAndPlaced,
  nameSv,
  position,
  synthetic,
  validFrom,
  validTo,
} from "../../platform/registers/index.ts";
import { behaviourKinds } from "./cost-behaviour.ts";
import { checkDrivers } from "./driver-check.ts";
import { driverQualities } from "./driver.ts";
import { problem } from "./problems.ts";
import { lensFields } from "./lens.ts";
import { serviceReference } from "../../service/catalogue/index.ts";

const driver = { name: "driver", type: "code", aliases: ["fördelningsgrund"] } as const;

/** The driver registry. A driver is never removed: values and models point to it. */
export const driverRegister = defineRegister({
  name: "drivers",
  titleSv: "Fördelningsgrunder",
  titleEn: "Drivers",
  path: "drivers/drivers.csv",
  table: "costing.driver",
  objectKind: "driver",
  columns: [
    driver,
    nameSv,
    nameEn,
    { name: "unit", type: "text", aliases: ["enhet"] },
    {
      name: "subject",
      type: "choice",
      values: ["service", "customer", "cost_centre"],
      aliases: ["gäller"],
    },
    { name: "owner", type: "text", aliases: ["ägare"], optional: true, empty: true },
    { name: "source", type: "text", aliases: ["källa"], optional: true, empty: true },
    { name: "definition", type: "text", aliases: ["definition_sv"], optional: true, empty: true },
    {
      name: "quality",
      type: "choice",
      values: driverQualities,
      aliases: ["kvalitet"],
      optional: true,
      empty: true,
    },
    {
      name: "measured_rule",
      type: "text",
      aliases: ["mätregel", "mättidpunkt"],
      optional: true,
      empty: true,
    },
    { name: "includes", type: "text", aliases: ["innefattar"], optional: true, empty: true },
    { name: "excludes", type: "text", aliases: ["undantar"], optional: true, empty: true },
    { name: "formula", type: "text", aliases: ["formel"], optional: true, empty: true },
    { name: "jump_percent", type: "whole", aliases: ["hopp_procent"], optional: true, empty: true },
  ],
  lists: [],
  key: ["driver"],
  references: [],
  removes: false,
  complete: namedAndPlaced,
  check: (entries, file) => checkDrivers(entries, { file }),
});

/** The measured values as the file says them; one that the file no longer holds is gone, and the audit says so. */
export const driverValueRegister = defineRegister({
  name: "driver-values",
  titleSv: "Värden på fördelningsgrunder",
  titleEn: "Driver values",
  path: "drivers/values.csv",
  table: "costing.driver_value",
  objectKind: "driver-value",
  columns: [
    driver,
    { name: "service", type: "code", aliases: ["tjänst", "tjanst"], optional: true, empty: true },
    { name: "subject", type: "code", aliases: ["gäller", "objekt"] },
    { name: "period_from", type: "period", aliases: ["från_period", "period"] },
    { name: "value", type: "micro", aliases: ["värde"] },
    { name: "measured_on", type: "day", aliases: ["mätdag"] },
  ],
  lists: [],
  empty: { service: "text" },
  key: ["driver", "service", "subject", "period_from"],
  references: [
    {
      columns: ["driver"],
      table: "costing.driver",
      keys: ["driver"],
      sv: "fördelningsgrunderna",
      en: "drivers",
    },
    serviceReference("service"),
  ],
  removes: true,
});

const lens = { name: "lens", type: "code", aliases: ["perspektiv"] } as const;
const category = { name: "category", type: "code", aliases: ["kategori"] } as const;

/** The categories of a lens: TBM's cost pools, ESV's categories, the city's own. */
export const lensCategoryRegister = defineRegister({
  name: "lens-categories",
  titleSv: "Perspektivens kategorier",
  titleEn: "Categories of lenses",
  path: "lenses/categories.csv",
  table: "costing.lens_category",
  objectKind: "lens-category",
  columns: [lens, category, nameSv, nameEn, position],
  lists: [],
  key: ["lens", "category"],
  references: [],
  removes: false,
  complete: namedAndPlaced,
});

/** Which costs belong to which category of a lens. */
export const lensRuleRegister = defineRegister({
  name: "lens-rules",
  titleSv: "Perspektivens regler",
  titleEn: "Rules of lenses",
  path: "lenses/rules.csv",
  table: "costing.lens_rule",
  objectKind: "lens-rule",
  columns: [
    lens,
    { name: "position", type: "whole", aliases: ["ordning"] },
    { name: "field", type: "choice", values: lensFields, aliases: ["fält"] },
    { name: "code", type: "text", aliases: ["kod"] },
    category,
  ],
  lists: [],
  key: ["lens", "position"],
  references: [
    {
      columns: ["lens", "category"],
      table: "costing.lens_category",
      keys: ["lens", "category"],
      sv: "perspektivets kategorier",
      en: "the lens's categories",
    },
  ],
  removes: true,
});

function incomplete(column: "until" | "step", place: { file: string; line: number }): Problem {
  const [sv, en] =
    column === "until"
      ? ["En leasad kostnad saknar sista dag (until).", "A leased cost has no last day (until)."]
      : ["En stegvis fast kostnad saknar steg (step).", "A step-fixed cost has no step (step)."];
  return problem("costing.behaviour-incomplete", sv, en, place);
}

/** How the cost of a service follows its volume: what is really saved when less is used. */
export const costBehaviourRegister = defineRegister({
  name: "cost-behaviour",
  titleSv: "Kostnadsbeteende",
  titleEn: "Cost behaviour",
  path: "registers/cost-behaviour.csv",
  table: "costing.cost_behaviour",
  objectKind: "cost-behaviour",
  columns: [
    { name: "service", type: "code", aliases: ["tjänst", "tjanst"], optional: true, empty: true },
    { name: "element", type: "code", aliases: ["kostnadsslag"] },
    validFrom,
    validTo,
    { name: "kind", type: "choice", values: behaviourKinds, aliases: ["beteende"] },
    { name: "until", type: "day", aliases: ["leasad_till"], optional: true, empty: true },
    { name: "step", type: "micro", aliases: ["steg"], optional: true, empty: true },
    comment,
    synthetic,
  ],
  lists: [],
  empty: { service: "text" },
  key: ["service", "element", "valid_from"],
  references: [serviceReference("service")],
  removes: true,
  check: (entries, file) =>
    entries.flatMap(({ kind, until, stepMicro, line }) => {
      if (kind === "leased" && until === undefined) return [incomplete("until", { file, line })];
      if (kind === "step" && (stepMicro === undefined || stepMicro <= 0))
        return [incomplete("step", { file, line })];
      return [];
    }),
});

export const costingRegisters = [
  driverRegister,
  driverValueRegister,
  lensCategoryRegister,
  lensRuleRegister,
  costBehaviourRegister,
] as const;
