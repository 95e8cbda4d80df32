import type { Day } from "../../kernel/index.ts";
import { classOn, type ClassView, reclassifications } from "./classification.ts";
import { countServices } from "./count.ts";
import type { SustainabilityProfile } from "./registers.ts";
import { type Catalogue, type Service, servicesOn } from "./service.ts";
import { catalogueOn, versionOn, withVersion } from "./version.ts";

/** The services of a day with the class and area of each, and the count by class (R001). */
export function catalogueJson(catalogue: Catalogue, day: Day, view: ClassView) {
  const count = countServices(catalogue, day, view);
  return {
    day,
    view: view.as,
    total: count.total,
    classes: count.classes.map((row) => ({
      class: row.class,
      name_sv: catalogue.classes.find((one) => one.class === row.class)?.nameSv ?? row.class,
      counted: row.counted,
      services: row.services.length,
    })),
    services: servicesOn(catalogueOn(catalogue, day).services, day).map((one) => {
      const found = classOn(catalogue.classifications, one.service, day, view);
      return {
        service: one.service,
        name_sv: one.nameSv,
        name_en: one.nameEn,
        area: one.area,
        class: found?.class ?? null,
        restatedFrom: found?.restatedFrom ?? null,
        owner: one.owner ?? null,
        eligible: one.eligible,
        synthetic: one.synthetic,
      };
    }),
    /** What a report prints as notes: services that changed class in the day's year, and whether comparatives follow. */
    reclassified: reclassifications(catalogue.classifications, `${day.slice(0, 4)}-01-01` as Day, day),
    problems: count.problems,
  };
}

/** All that the catalogue says of one service, with the name, area and owner of the day where one is given: what it is, who owns it, what it gives, its names, classes and profile. */
export function serviceJson(
  catalogue: Catalogue,
  wanted: Service,
  profiles: readonly SustainabilityProfile[],
  day?: Day,
) {
  const versions = catalogue.versions ?? [];
  const service = day === undefined ? wanted : withVersion(wanted, versionOn(versions, wanted.service, day));
  return {
    service: service.service,
    name_sv: service.nameSv,
    name_en: service.nameEn,
    aliases: service.aliases,
    area: service.area,
    department: service.department ?? null,
    owner: service.owner ?? null,
    eligible: service.eligible,
    description_sv: service.descriptionSv,
    description_en: service.descriptionEn,
    benefit_sv: service.benefitSv ?? "",
    benefit_en: service.benefitEn ?? "",
    synthetic: service.synthetic,
    validFrom: service.validFrom,
    validTo: service.validTo ?? null,
    history: versions
      .filter((row) => row.service === service.service)
      .map(({ validFrom, nameSv, nameEn, area, owner, note }) => ({
        validFrom,
        name_sv: nameSv,
        name_en: nameEn,
        area,
        owner: owner ?? null,
        note,
      })),
    classes: catalogue.classifications.filter((row) => row.service === service.service),
    offerings: catalogue.offerings.filter((row) => row.service === service.service),
    sustainability: profiles.filter((row) => row.service === service.service),
  };
}
