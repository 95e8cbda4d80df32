import {
  comment,
  defineRegister,
  type Entry,
  nameEn,
  namedAndPlaced,
  nameSv,
  owner,
  position,
  type RegisterDefinition,
  type RegisterReference,
  validFrom,
  validTo,
} from "../../platform/registers/index.ts";
import { sharedNames } from "./find.ts";
import { eligibilities, type Service } from "./service.ts";
import { wrongVersions } from "./version.ts";

const service = { name: "service", type: "code", aliases: ["tjänst", "tjanst"] } as const;
const serviceClass = { name: "class", type: "code", aliases: ["kategori", "tjänstekategori"] } as const;
const area = { name: "area", type: "code", aliases: ["område", "tjänsteområde"] } as const;

/** The services, as other registers refer to them. */
export function serviceReference(column: string): RegisterReference {
  return {
    columns: [column],
    table: "catalogue.service",
    keys: ["service"],
    sv: "tjänsterna",
    en: "services",
  };
}

/** The service areas, as other registers refer to them. */
export const areaReference: RegisterReference = {
  columns: ["area"],
  table: "catalogue.service_area",
  keys: ["area"],
  sv: "tjänsteområdena",
  en: "service areas",
};

/** Service classes (R002): one code list with flags drives obligation, count, settlement and the printed row. */
export const classRegister = defineRegister({
  name: "classes",
  titleSv: "Tjänstekategorier",
  titleEn: "Service classes",
  path: "catalogue/classes.csv",
  table: "catalogue.service_class",
  objectKind: "service-class",
  columns: [
    serviceClass,
    nameSv,
    nameEn,
    { name: "mandatory", type: "flag", aliases: ["obligatorisk"] },
    { name: "counted", type: "flag", aliases: ["räknas"] },
    { name: "settled", type: "flag", aliases: ["återregleras"] },
    position,
  ],
  lists: [],
  key: ["class"],
  references: [],
  removes: false,
  complete: namedAndPlaced,
});

export const areaRegister = defineRegister({
  name: "areas",
  titleSv: "Tjänsteområden",
  titleEn: "Service areas",
  path: "catalogue/areas.csv",
  table: "catalogue.service_area",
  objectKind: "service-area",
  columns: [area, nameSv, nameEn, position],
  lists: [],
  key: ["area"],
  references: [],
  removes: false,
  complete: namedAndPlaced,
});

/** The services (R001, R008): area, owner, who may use it, what it is and gives, its other names. */
export const serviceRegister = defineRegister({
  name: "services",
  titleSv: "Tjänster",
  titleEn: "Services",
  path: "catalogue/services.csv",
  table: "catalogue.service",
  objectKind: "service",
  columns: [
    service,
    nameSv,
    nameEn,
    area,
    { name: "department", type: "code", aliases: ["avdelning"], optional: true, empty: true },
    { name: "owner", type: "text", aliases: ["ägare", "tjänsteägare"], optional: true, empty: true },
    {
      name: "eligible",
      type: "choice",
      values: eligibilities,
      aliases: ["öppen_för"],
      optional: true,
      empty: true,
    },
    { name: "description_sv", type: "text", aliases: ["beskrivning"], optional: true, empty: true },
    { name: "description_en", type: "text", aliases: ["beskrivning_en"], optional: true, empty: true },
    { name: "benefit_sv", type: "text", aliases: ["nytta"], optional: true, empty: true },
    { name: "benefit_en", type: "text", aliases: ["nytta_en"], optional: true, empty: true },
    { name: "aliases", type: "text", aliases: ["alias", "andra_namn"], optional: true, empty: true },
    { name: "synthetic", type: "flag", aliases: ["påhittad"], optional: true, empty: true },
    validFrom,
    validTo,
  ],
  lists: ["aliases"],
  names: ["aliases"],
  empty: { owner: "null" },
  key: ["service"],
  references: [areaReference],
  removes: false,
  complete: (row, index) => ({
    ...namedAndPlaced(row, index),
    eligible: row["eligible"] ?? "all",
    synthetic: row["synthetic"] ?? false,
  }),
  check: sharedNames,
});

/** The class of a service from a day (R005); a later row of the same service is a reclassification. */
export const classificationRegister = defineRegister({
  name: "classifications",
  titleSv: "Tjänsternas kategori över tid",
  titleEn: "Classes of services over time",
  path: "catalogue/classifications.csv",
  table: "catalogue.service_classification",
  objectKind: "service-classification",
  columns: [
    service,
    validFrom,
    serviceClass,
    { name: "restate", type: "flag", aliases: ["räkna_om"], optional: true, empty: true },
    { name: "note", type: "text", aliases: ["anmärkning"], optional: true, empty: true },
  ],
  lists: [],
  key: ["service", "valid_from"],
  references: [
    serviceReference("service"),
    {
      columns: ["class"],
      table: "catalogue.service_class",
      keys: ["class"],
      sv: "tjänstekategorierna",
      en: "service classes",
    },
  ],
  removes: true,
  complete: (row) => ({ ...row, restate: row["restate"] ?? false }),
});

/** Name, area and owner of a service from a day (R003); an empty cell is as it was before. */
export const serviceVersionRegister = defineRegister({
  name: "service-versions",
  titleSv: "Tjänsternas namn, område och ägare över tid",
  titleEn: "Name, area and owner of services over time",
  path: "catalogue/service-versions.csv",
  table: "catalogue.service_version",
  objectKind: "service-version",
  columns: [
    service,
    validFrom,
    { ...nameSv, optional: true, empty: true },
    nameEn,
    { ...area, optional: true, empty: true },
    { ...owner, aliases: ["ägare", "tjänsteägare"] },
    { name: "note", type: "text", aliases: ["anmärkning"], optional: true, empty: true },
  ],
  lists: [],
  key: ["service", "valid_from"],
  references: [serviceReference("service"), areaReference],
  removes: true,
  complete: namedAndPlaced,
  beside: [serviceRegister as unknown as RegisterDefinition],
  check: (rows, file, beside) =>
    wrongVersions(rows, file, (beside.get(serviceRegister.name) ?? []) as readonly Service[]),
});

/** What can be ordered of a service (tjänsteerbjudande, R004), and the items of the price list that it is charged by. */
export const offeringRegister = defineRegister({
  name: "offerings",
  titleSv: "Tjänsteerbjudanden",
  titleEn: "Offerings",
  path: "catalogue/offerings.csv",
  table: "catalogue.offering",
  objectKind: "offering",
  columns: [
    { name: "offering", type: "code", aliases: ["erbjudande", "tjänsteerbjudande"] },
    service,
    nameSv,
    nameEn,
    { name: "items", type: "text", aliases: ["poster", "artiklar"], optional: true, empty: true },
    validFrom,
    validTo,
  ],
  lists: ["items"],
  key: ["offering"],
  references: [serviceReference("service")],
  removes: true,
  complete: namedAndPlaced,
});

/** Sustainability profile of a service (R006): an optional block, one row per assessment. */
export const sustainabilityProfiles = defineRegister({
  name: "sustainability-profiles",
  titleSv: "Tjänsternas hållbarhetsprofiler",
  titleEn: "Sustainability profiles of services",
  path: "catalogue/sustainability.csv",
  table: "catalogue.sustainability_profile",
  objectKind: "sustainability-profile",
  columns: [
    service,
    { name: "assessed_on", type: "day", aliases: ["bedömd", "bedömningsdag"] },
    { name: "state", type: "choice", values: ["draft", "decided"], aliases: ["läge"] },
    { name: "goals", type: "text", aliases: ["mål"] },
    { name: "risks", type: "text", aliases: ["risker"], optional: true, empty: true },
    { name: "evidence", type: "text", aliases: ["underlag"], optional: true, empty: true },
    { ...owner, aliases: ["ägare"] },
    comment,
  ],
  lists: [],
  key: ["service", "assessed_on"],
  references: [serviceReference("service")],
  removes: true,
});

export type SustainabilityProfile = Entry<typeof sustainabilityProfiles>;

/** Every register of the room, what is referred to first. */
export const catalogueRegisters = [
  classRegister,
  areaRegister,
  serviceRegister,
  classificationRegister,
  serviceVersionRegister,
  offeringRegister,
  sustainabilityProfiles,
] as const;
