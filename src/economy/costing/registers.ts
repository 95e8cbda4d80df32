import { defineRegister, nameEn, namedAndPlaced, nameSv, position } from "../../platform/registers/index.ts";
import { checkDrivers } from "./driver-check.ts";
import { driverQualities } from "./driver.ts";
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

export const costingRegisters = [
  driverRegister,
  driverValueRegister,
  lensCategoryRegister,
  lensRuleRegister,
] as const;
