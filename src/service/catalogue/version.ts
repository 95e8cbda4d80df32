import { byCode, type Day, type Problem } from "../../kernel/index.ts";
import { problemOf } from "./problems.ts";
import type { Catalogue, Service } from "./service.ts";

/** What a service is called, its area and its owner from a day (R003); complete, what a change left out carried on. */
export interface ServiceVersion {
  readonly service: string;
  readonly validFrom: Day;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly area: string;
  readonly owner: string | undefined;
  readonly note: string;
}

/** Written as an owner: from this day nobody owns the service. An empty cell says nothing. */
export const noOwner = "-";

/** A change as it is kept: an empty cell is as it was before. */
export interface VersionChange {
  readonly service: string;
  readonly validFrom: Day;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly area: string;
  readonly owner: string;
  readonly note: string;
}

/** Every version of the services, in order of code and day; the first of each is the service's own row. */
export function versionsOf(
  services: readonly Service[],
  changes: readonly VersionChange[],
): ServiceVersion[] {
  const ordered = [...changes].sort((a, b) => byCode(a.validFrom, b.validFrom));
  return [...services]
    .sort((a, b) => byCode(a.service, b.service))
    .flatMap(({ service, validFrom, nameSv, nameEn, area, owner }) => {
      let last: ServiceVersion = { service, validFrom, nameSv, nameEn, area, owner, note: "" };
      const versions = [last];
      for (const change of ordered.filter((one) => one.service === service)) {
        last = {
          service,
          validFrom: change.validFrom,
          nameSv: change.nameSv || last.nameSv,
          nameEn: change.nameEn || last.nameEn,
          area: change.area || last.area,
          owner: change.owner === noOwner ? undefined : change.owner || last.owner,
          note: change.note,
        };
        versions.push(last);
      }
      return versions;
    });
}

type Versioned = Pick<Catalogue, "services" | "versions">;

/** The version of a service that held on a day; before its first day the first, which is all that is known of it then. */
export function versionOn(
  versions: readonly ServiceVersion[],
  service: string,
  day: Day,
): ServiceVersion | undefined {
  const own = versions.filter((one) => one.service === service);
  return own.findLast((one) => one.validFrom <= day) ?? own[0];
}

/** The catalogue as it was on a day: every service with the name, area and owner that it had then. */
export function catalogueOn<C extends Versioned>(catalogue: C, day: Day): C {
  const versions = catalogue.versions ?? [];
  const services = catalogue.services.map((one) => withVersion(one, versionOn(versions, one.service, day)));
  return { ...catalogue, services };
}

/** The service as a version says that it is called, belongs and is owned. */
export function withVersion(service: Service, version: ServiceVersion | undefined): Service {
  if (version === undefined) return service;
  const { nameSv, nameEn, area, owner } = version;
  return { ...service, nameSv, nameEn, area, owner };
}

type Checked = VersionChange & { readonly line: number };

/** A change that changes nothing, or that is outside the days on which the service is delivered, is not kept. */
export function wrongVersions(
  changes: readonly Checked[],
  file: string,
  services: readonly Pick<Service, "service" | "validFrom" | "validTo">[],
): Problem[] {
  const known = new Map(services.map((one) => [one.service, one]));
  return changes.flatMap(({ service, validFrom: day, nameSv, nameEn, area, owner, line }) => {
    const at = { file, line, text: service };
    const of = known.get(service);
    if (nameSv === "" && nameEn === "" && area === "" && owner === "")
      return [
        problemOf("catalogue.empty-version", at, {
          message_sv: `Raden för ${service} från ${day} ändrar varken namn, område eller ägare.`,
          message_en: `The row of ${service} from ${day} changes neither name, area nor owner.`,
        }),
      ];
    if (of !== undefined && (day <= of.validFrom || (of.validTo !== undefined && day > of.validTo)))
      return [
        problemOf("catalogue.version-outside-service", at, {
          message_sv: `${service} levereras ${of.validFrom} - ${of.validTo ?? ""}; en ändring ${day} faller inte efter dess första dag och före dess sista.`,
          message_en: `${service} is delivered ${of.validFrom} - ${of.validTo ?? ""}; a change on ${day} does not fall after its first day and through its last.`,
        }),
      ];
    return [];
  });
}
