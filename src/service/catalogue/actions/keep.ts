import { keepRegister, type Register, type RegisterChange } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Classification, Offering, Service, ServiceArea, ServiceClass } from "../index.ts";

interface Source {
  readonly actor: string;
  readonly now: string;
  readonly source: string;
}

const serviceClass: Register = {
  table: "catalogue.service_class",
  objectKind: "service-class",
  keys: ["class"],
  columns: {
    class: "text",
    name_sv: "text",
    name_en: "text",
    mandatory: "boolean",
    counted: "boolean",
    settled: "boolean",
    position: "integer",
  },
  removes: false,
};

export async function keepClasses(
  tx: Transaction,
  provider: string,
  classes: readonly ServiceClass[],
  source: Source,
): Promise<RegisterChange> {
  const rows = classes.map((one) => ({
    class: one.class,
    name_sv: one.nameSv,
    name_en: one.nameEn,
    mandatory: one.mandatory,
    counted: one.counted,
    settled: one.settled,
    position: one.position,
  }));
  return keepRegister(tx, provider, serviceClass, rows, source);
}

const serviceArea: Register = {
  table: "catalogue.service_area",
  objectKind: "service-area",
  keys: ["area"],
  columns: { area: "text", name_sv: "text", name_en: "text", position: "integer" },
  removes: false,
};

export async function keepAreas(
  tx: Transaction,
  provider: string,
  areas: readonly ServiceArea[],
  source: Source,
): Promise<RegisterChange> {
  const rows = areas.map((one) => ({
    area: one.area,
    name_sv: one.nameSv,
    name_en: one.nameEn,
    position: one.position,
  }));
  return keepRegister(tx, provider, serviceArea, rows, source);
}

const service: Register = {
  table: "catalogue.service",
  objectKind: "service",
  keys: ["service"],
  columns: {
    service: "text",
    name_sv: "text",
    name_en: "text",
    area: "text",
    department: "text",
    owner: "text",
    eligible: "text",
    description_sv: "text",
    description_en: "text",
    benefit_sv: "text",
    benefit_en: "text",
    aliases: "text[]",
    synthetic: "boolean",
    valid_from: "date",
    valid_to: "date",
  },
  removes: false,
};

export async function keepServices(
  tx: Transaction,
  provider: string,
  services: readonly Service[],
  source: Source,
): Promise<RegisterChange> {
  const rows = services.map((one) => ({
    service: one.service,
    name_sv: one.nameSv,
    name_en: one.nameEn,
    area: one.area,
    department: one.department ?? null,
    owner: one.owner ?? null,
    eligible: one.eligible,
    description_sv: one.descriptionSv,
    description_en: one.descriptionEn,
    benefit_sv: one.benefitSv ?? "",
    benefit_en: one.benefitEn ?? "",
    aliases: one.aliases,
    synthetic: one.synthetic,
    valid_from: one.validFrom,
    valid_to: one.validTo ?? null,
  }));
  return keepRegister(tx, provider, service, rows, source);
}

const classification: Register = {
  table: "catalogue.service_classification",
  objectKind: "service-classification",
  keys: ["service", "valid_from"],
  columns: { service: "text", valid_from: "date", class: "text", restate: "boolean", note: "text" },
  removes: true,
};

export async function keepClassifications(
  tx: Transaction,
  provider: string,
  classifications: readonly Classification[],
  source: Source,
): Promise<RegisterChange> {
  const rows = classifications.map((one) => ({
    service: one.service,
    valid_from: one.validFrom,
    class: one.class,
    restate: one.restate,
    note: one.note,
  }));
  return keepRegister(tx, provider, classification, rows, source);
}

const offering: Register = {
  table: "catalogue.offering",
  objectKind: "offering",
  keys: ["offering"],
  columns: {
    offering: "text",
    service: "text",
    name_sv: "text",
    name_en: "text",
    items: "text[]",
    valid_from: "date",
    valid_to: "date",
  },
  removes: true,
};

export async function keepOfferings(
  tx: Transaction,
  provider: string,
  offerings: readonly Offering[],
  source: Source,
): Promise<RegisterChange> {
  const rows = offerings.map((one) => ({
    offering: one.offering,
    service: one.service,
    name_sv: one.nameSv,
    name_en: one.nameEn,
    items: one.items ?? [],
    valid_from: one.validFrom,
    valid_to: one.validTo ?? null,
  }));
  return keepRegister(tx, provider, offering, rows, source);
}
