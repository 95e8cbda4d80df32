import { defineRegister, nameEn, namedAndPlaced, nameSv } from "../../platform/registers/index.ts";
import { checkDrivers } from "./driver-check.ts";
import { driverQualities } from "./driver.ts";
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

export const costingRegisters = [driverRegister, driverValueRegister] as const;
