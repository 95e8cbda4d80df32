import {
  microOf,
  type Micro,
  micro,
  parsePeriod,
  period,
  type Period,
  type Day,
} from "../../kernel/index.ts";
import { customers, headcountOf, seasonalOfLiseberg } from "./city.ts";
import { services } from "./catalogue.ts";
import { between } from "./random.ts";

export const drivers = [
  [
    "headcount",
    "Antal anställda",
    "Number of employees",
    "person",
    "customer",
    "HR-stab",
    "Personalsystemet, invented",
    "Anställda per den 30 september året före, säsongsanställda inräknade",
    "measured",
    "30 september året före",
    "Tillsvidareanställda, vikarier och säsongsanställda",
    "Förtroendevalda och timavlönade",
    "",
    "10",
  ],
  [
    "seasonal",
    "Säsongsanställda",
    "Seasonal staff",
    "person",
    "customer",
    "Kundansvar",
    "Uppgift från kund, invented",
    "Säsongsanställda omräknade till helår",
    "agreed",
    "Årligen med kunden, senast 30 september",
    "Säsongsanställda omräknade till helår",
    "Vikarier och tillsvidareanställda",
    "",
    "",
  ],
  [
    "accounts",
    "Användarkonton",
    "User accounts",
    "konto",
    "customer",
    "Identitet och åtkomst",
    "Kontokatalogen, invented",
    "Aktiva konton per den 30 september året före",
    "measured",
    "30 september året före",
    "Konton som loggat in de senaste 90 dagarna",
    "Tjänstekonton och testkonton",
    "",
    "15",
  ],
  [
    "fte",
    "Årsarbetare",
    "Full-time equivalents",
    "årsarbetare",
    "service",
    "HR-stab",
    "Tidredovisningen, invented",
    "Årsarbetare per tjänst, och per enhet för de gemensamma",
    "estimated",
    "30 september året före",
    "Egen personal och inhyrda konsulter som arbetar med tjänsten",
    "Tjänstlediga",
    "",
    "",
  ],
  [
    "tickets",
    "Ärenden i servicecenter",
    "Service centre cases",
    "ärende",
    "service",
    "Kund- och servicecenter",
    "Ärendesystemet, invented",
    "Ärenden per tjänst föregående år",
    "measured",
    "Helåret före",
    "Ärenden som en människa har besvarat",
    "Automatiska larm",
    "",
    "",
  ],
  [
    "hours",
    "Arbetade timmar",
    "Hours worked",
    "timme",
    "service",
    "Hållbarhet",
    "Räknas ut, invented",
    "Årsarbetare gånger 1 700 timmar, en tolftedel i månaden",
    "estimated",
    "30 september året före",
    "Egen personal och inhyrda konsulter",
    "",
    "fte * 1700 / 12",
    "",
  ],
  [
    "energy",
    "Elanvändning",
    "Electricity",
    "kWh",
    "service",
    "Hållbarhet",
    "Räknas ut, invented",
    "Schablon: 4 200 kWh per årsarbetare och år i lokaler och datorhallar",
    "estimated",
    "30 september året före",
    "Egen personal och inhyrda konsulter",
    "",
    "fte * 4200 / 12",
    "",
  ],
  [
    "climate",
    "Klimatpåverkan",
    "Climate impact",
    "kgCO2e",
    "service",
    "Hållbarhet",
    "Räknas ut, invented",
    "Elanvändningen gånger en schablon om 30 gram per kWh",
    "estimated",
    "30 september året före",
    "Egen personal och inhyrda konsulter",
    "",
    "fte * 4200 * 0.03 / 12",
    "",
  ],
  [
    "permanent",
    "Anställda utom säsongsanställda",
    "Employees without seasonal staff",
    "person",
    "customer",
    "HR-stab",
    "Räknas ut, invented",
    "Anställda minus säsongsanställda; upplysning om vilka kunder som har många säsongsanställda",
    "measured",
    "30 september året före",
    "Tillsvidareanställda och vikarier",
    "Säsongsanställda, förtroendevalda och timavlönade",
    "headcount - seasonal",
    "",
  ],
] as const;

export interface DemoDriverValue {
  readonly driver: string;
  readonly service: string;
  readonly subject: string;
  readonly periodFrom: Period;
  readonly valueMicro: Micro;
  readonly measuredOn: Day;
}

const years = [2022, 2023, 2024] as const;

/** Share of staff in a service's cost, in percent, by class: what the full-time equivalents follow. */
const staffPercent: Readonly<Record<string, number>> = {
  core: 48,
  infrastructure: 24,
  additional: 40,
  specialist: 60,
  "service-card": 25,
  accounting: 70,
  "sister-procurement": 35,
  "sister-dm": 30,
  "direct-sale": 6,
  grant: 60,
  other: 45,
};

/** Millions of kronor that a unit of a service's weight stands for, by area or class; rough, for proportions only. */
export function roughCost(code: string): number {
  const row = services.find((candidate) => candidate.service === code);
  if (row === undefined) return 0;
  if (row.metered) return (row.metered.monthly * 12 * row.metered.priceOre) / 100;
  switch (row.class) {
    case "core":
    case "infrastructure":
      return row.weight * 100_000 * (row.class === "infrastructure" ? 1.18 : 1);
    case "additional":
      return row.weight * 90_000;
    case "specialist":
      return row.weight * 80_000;
    case "direct-sale":
      return row.weight * 108_000;
    default:
      return (
        { CARD: 11.9e6, ACC: 25e6, "SIS-INK": 10.9e6, "SIS-DM": 30.9e6, GRANT: 35e6, OTH: 10e6 }[code] ?? 0
      );
  }
}

const unitFte: Readonly<Record<string, number>> = {
  common: 0,
  steering: 62,
  "service-centre": 48,
  "infrastructure-overhead": 318,
  "shared-overhead": 296,
};

let measured: readonly DemoDriverValue[] | undefined;

/** Every value of every driver, the same each time. */
export function driverValues(): readonly DemoDriverValue[] {
  measured ??= measure();
  return measured;
}

function measure(): DemoDriverValue[] {
  const values: DemoDriverValue[] = [];
  const add = (driver: string, subject: string, year: number, valueMicro: Micro) =>
    values.push({
      driver,
      service: "",
      subject,
      periodFrom: period(`${year}-01`),
      valueMicro,
      measuredOn: `${year - 1}-09-30` as Day,
    });
  for (const year of years) {
    for (const customer of customers) {
      add("headcount", customer.customer, year, microOf(headcountOf(customer, year)));
      const active =
        customer.customer === "LISEBERG" ? customer.headcount - 240 : headcountOf(customer, year);
      add(
        "accounts",
        customer.customer,
        year,
        microOf(Math.floor((active * between(`accounts ${customer.customer}`, 96, 112)) / 100) + 1),
      );
    }
    add("seasonal", "LISEBERG", year, microOf(seasonalOfLiseberg[year]));
    for (const [unit, fte] of Object.entries(unitFte)) if (fte > 0) add("fte", unit, year, microOf(fte));
    for (const row of services) {
      if (!isActive(row.validFrom, row.validTo, year)) {
        // A service that does not run is measured too, as nothing: an older value must not live on.
        add("fte", row.service, year, microOf(0));
        add("tickets", row.service, year, microOf(0));
        continue;
      }
      const tenths = Math.max(
        2,
        Math.round((roughCost(row.service) * (staffPercent[row.class] ?? 30)) / 8_400_000),
      );
      add("fte", row.service, year, micro(tenths * 100_000));
      add(
        "tickets",
        row.service,
        year,
        microOf(
          20 + Math.round(roughCost(row.service) / 11_000) + between(`tickets ${row.service} ${year}`, 0, 90),
        ),
      );
    }
  }
  return values;
}

export function isActive(validFrom: string, validTo: string, year: number): boolean {
  return (
    parsePeriod(validFrom.slice(0, 7)) !== undefined &&
    validFrom <= `${year}-12-31` &&
    (validTo === "" || validTo >= `${year}-01-01`)
  );
}
