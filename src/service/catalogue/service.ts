import { byCode, type Day, isInForce } from "../../kernel/index.ts";
import type { ServiceVersion } from "./version.ts";

/** Service class (tjänstekategori): one code list drives obligation, count, settlement and income-statement row. */
export interface ServiceClass {
  readonly class: string;
  readonly nameSv: string;
  readonly nameEn: string;
  /** The city's own units must buy it. */
  readonly mandatory: boolean;
  /** Whether services of the class are among the number of services that the report prints. */
  readonly counted: boolean;
  /** Whether surplus and deficit go back to the customers at year-end. */
  readonly settled: boolean;
  readonly position: number;
}

export interface ServiceArea {
  readonly area: string;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly position: number;
}

/** Who may use a service: the denominator of its consolidation. */
export type Eligible = "all" | "departments" | "companies" | "none";

export const eligibilities: readonly Eligible[] = ["all", "departments", "companies", "none"];

export interface Service {
  readonly service: string;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly area: string;
  readonly department: string | undefined;
  readonly owner: string | undefined;
  readonly eligible: Eligible;
  readonly descriptionSv: string;
  readonly descriptionEn: string;
  /** What the customer gains by it (R007); absent where nobody has written it. */
  readonly benefitSv?: string;
  readonly benefitEn?: string;
  readonly aliases: readonly string[];
  readonly synthetic: boolean;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
}

/** Orderable part of a service (tjänsteerbjudande). */
export interface Offering {
  readonly offering: string;
  readonly service: string;
  readonly nameSv: string;
  readonly nameEn: string;
  /** Items of the price list that it is charged by (R004). */
  readonly items?: readonly string[];
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
}

/** The class of a service from a day; a later row of the same service is a reclassification. */
export interface Classification {
  readonly service: string;
  readonly validFrom: Day;
  readonly class: string;
  /** Whether comparatives before `validFrom` are shown in the new class. */
  readonly restate: boolean;
  readonly note: string;
}

export interface Catalogue {
  readonly classes: readonly ServiceClass[];
  readonly areas: readonly ServiceArea[];
  readonly services: readonly Service[];
  readonly classifications: readonly Classification[];
  readonly offerings: readonly Offering[];
  /** Name, area and owner over time (R003): every service's first, then its changes. */
  readonly versions?: readonly ServiceVersion[];
}

/** The services that are delivered on a day, in order of code. */
export function servicesOn(services: readonly Service[], day: Day): Service[] {
  return services.filter((one) => isInForce(one, day)).sort((a, b) => byCode(a.service, b.service));
}
