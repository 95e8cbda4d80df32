import { activities } from "../../economy/ledger/index.ts";
import type { ColumnSpec } from "../../formats/csv/index.ts";

/** The tables of a pack that are no registers: its columns with the names they may have in Swedish, and what may be left out. */

const customer = { name: "customer", type: "code", aliases: ["kund"] } as const;
const service = { name: "service", type: "code", aliases: ["tjänst", "tjanst"] } as const;
const item = { name: "item", type: "code", aliases: ["post", "artikel", "prislistepost"] } as const;
const activity = {
  name: "activity",
  type: "choice",
  values: activities,
  aliases: ["verksamhet", "drift_eller_förändring"],
} as const;

export const planColumns = [
  { name: "account", type: "code", aliases: ["konto"] },
  { name: "cost_centre", type: "code", aliases: ["ansvar", "kostnadsställe"], optional: true, empty: true },
  { name: "project", type: "code", aliases: ["projekt"], optional: true, empty: true },
  { ...service, optional: true, empty: true },
  { ...customer, optional: true, empty: true },
  { name: "counterparty", type: "code", aliases: ["motpart"], optional: true, empty: true },
  { name: "period", type: "period", aliases: ["månad"], empty: true },
  { name: "amount", type: "kronor", aliases: ["belopp"] },
] as const satisfies readonly ColumnSpec[];

export const volumeColumns = [
  item,
  { ...customer, optional: true, empty: true },
  { name: "period", type: "period", aliases: ["månad"] },
  { name: "quantity", type: "micro", aliases: ["antal", "volym"] },
] as const satisfies readonly ColumnSpec[];

export const historyColumns = [
  { name: "invoice", type: "code", aliases: ["faktura"] },
  { name: "day", type: "day", aliases: ["dag", "fakturadatum"] },
  customer,
  item,
  service,
  activity,
  { name: "period", type: "period", aliases: ["månad"] },
  { name: "amount", type: "kronor", aliases: ["belopp"] },
] as const satisfies readonly ColumnSpec[];
