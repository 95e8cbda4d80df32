import { closest, type Day, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import {
  type Catalogue,
  type Classification,
  type ClassView,
  countServices,
  findService,
  namesOf,
  type Offering,
  type Service,
  type ServiceArea,
  type ServiceClass,
  type ServiceCount,
  serviceVersionRegister,
  versionOn,
  versionsOf,
  withVersion,
} from "../index.ts";
import { problemOf } from "../problems.ts";

/**
 * The whole catalogue with its history, each list in order of code. Services have the name, area and owner of the day; where no
 * day is given, those that were last said of them.
 */
export async function catalogueOf(tx: Transaction, provider: string, day?: Day): Promise<Catalogue> {
  const classes = await tx.query<ServiceClass>(
    `select class, name_sv as "nameSv", name_en as "nameEn", mandatory, counted, settled, position
     from catalogue.service_class where provider_id = $1 order by position, class collate "C"`,
    [provider],
  );
  const areas = await tx.query<ServiceArea>(
    `select area, name_sv as "nameSv", name_en as "nameEn", position
     from catalogue.service_area where provider_id = $1 order by position, area collate "C"`,
    [provider],
  );
  const rows = await tx.query<Nullable<Service>>(
    `select service, name_sv as "nameSv", name_en as "nameEn", area, department, owner, eligible,
            description_sv as "descriptionSv", description_en as "descriptionEn",
            benefit_sv as "benefitSv", benefit_en as "benefitEn", aliases, synthetic,
            valid_from as "validFrom", valid_to as "validTo"
     from catalogue.service where provider_id = $1 order by service collate "C"`,
    [provider],
  );
  const classifications = await tx.query<Classification>(
    `select service, valid_from as "validFrom", class, restate, note
     from catalogue.service_classification where provider_id = $1 order by service collate "C", valid_from`,
    [provider],
  );
  const offerings = await tx.query<Nullable<Offering>>(
    `select offering, service, name_sv as "nameSv", name_en as "nameEn", items, valid_from as "validFrom", valid_to as "validTo"
     from catalogue.offering where provider_id = $1 order by offering collate "C"`,
    [provider],
  );
  const services = rows.map((row) => absent<Service>(row));
  const versions = versionsOf(services, await entriesOf(tx, provider, serviceVersionRegister));
  const held = (service: string) =>
    day === undefined
      ? versions.findLast((one) => one.service === service)
      : versionOn(versions, service, day);
  return {
    classes,
    areas,
    services: services.map((one) => withVersion(one, held(one.service))),
    classifications,
    offerings: offerings.map((row) => absent<Offering>(row)),
    versions,
  };
}

type Nullable<T> = {
  [Key in keyof T]: T[Key] extends infer Value ? (Value extends undefined ? null : Value) : never;
};

/** What the database calls null is absent in the program. */
function absent<T extends object>(row: Nullable<T>): T {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, value === null ? undefined : value]),
  ) as T;
}

/** Number of services by class on a day, as then or as now (R001, R005). */
export async function serviceCounts(
  tx: Transaction,
  provider: string,
  day: Day,
  view: ClassView,
): Promise<ServiceCount> {
  return countServices(await catalogueOf(tx, provider), day, view);
}

/** The service of a code, a name or an alias; one that is not there is refused with the nearest name. */
export function requiredService(catalogue: Catalogue, text: string): Service {
  const found = findService(catalogue, text);
  if (found) return found;
  const near = closest(text, catalogue.services.flatMap(namesOf));
  throw new Refusal([
    problemOf(
      "catalogue.no-such-service",
      { text },
      {
        message_sv: `Det finns ingen tjänst ${text}.${near === undefined ? "" : ` Menades ${near}?`}`,
        message_en: `There is no service ${text}.${near === undefined ? "" : ` Did you mean ${near}?`}`,
      },
    ),
  ]);
}
