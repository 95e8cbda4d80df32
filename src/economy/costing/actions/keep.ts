import { createHash } from "node:crypto";
import { keepRegister, type Register, type RegisterChange } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { CostModel, Driver, DriverValue } from "../index.ts";

interface Source {
  readonly actor: string;
  readonly now: string;
  /** The file as its user named it. */
  readonly source: string;
}

const driver: Register = {
  table: "costing.driver",
  objectKind: "driver",
  keys: ["driver"],
  columns: {
    driver: "text",
    name_sv: "text",
    name_en: "text",
    unit: "text",
    subject: "text",
    owner: "text",
    source: "text",
    definition: "text",
  },
  removes: false,
};

/** The driver registry as the file says it. A driver is never removed: values and models point to it. */
export async function keepDrivers(
  tx: Transaction,
  provider: string,
  drivers: readonly Driver[],
  source: Source,
): Promise<RegisterChange> {
  const rows = drivers.map((one) => ({
    driver: one.driver,
    name_sv: one.nameSv,
    name_en: one.nameEn,
    unit: one.unit,
    subject: one.subject,
    owner: one.owner,
    source: one.source,
    definition: one.definition,
  }));
  return keepRegister(tx, provider, driver, rows, source);
}

const driverValue: Register = {
  table: "costing.driver_value",
  objectKind: "driver-value",
  keys: ["driver", "service", "subject", "period_from"],
  columns: {
    driver: "text",
    service: "text",
    subject: "text",
    period_from: "text",
    value_micro: "bigint",
    measured_on: "date",
  },
  removes: true,
};

/** The measured values as the file says them; one that the file no longer holds is gone, and the audit says so. */
export async function keepDriverValues(
  tx: Transaction,
  provider: string,
  values: readonly DriverValue[],
  source: Source,
): Promise<RegisterChange> {
  const rows = values.map((one) => ({
    driver: one.driver,
    service: one.service,
    subject: one.subject,
    period_from: one.periodFrom,
    value_micro: one.valueMicro,
    measured_on: one.measuredOn,
  }));
  return keepRegister(tx, provider, driverValue, rows, source);
}

const model: Register = {
  table: "costing.model",
  objectKind: "costing-model",
  keys: ["model", "valid_from"],
  columns: { model: "text", valid_from: "date", valid_to: "date", source: "text", sha256: "text" },
  removes: true,
};

/** The costing models as their files are written, comments and all. Read them with `readModel` first. */
export async function keepModels(
  tx: Transaction,
  provider: string,
  models: readonly { readonly model: CostModel; readonly text: string }[],
  source: Source,
): Promise<RegisterChange> {
  const rows = models.map(({ model: read, text }) => ({
    model: read.model,
    valid_from: read.validFrom,
    valid_to: read.validTo ?? null,
    source: text,
    sha256: createHash("sha256").update(text).digest("hex"),
  }));
  return keepRegister(tx, provider, model, rows, source);
}
