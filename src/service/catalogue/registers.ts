import { defineRegister, type Entry, type RegisterReference } from "../../platform/registers/index.ts";

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

/** Sustainability profile of a service (R006): an optional block, one row per assessment. */
export const sustainabilityProfiles = defineRegister({
  name: "sustainability-profiles",
  titleSv: "Tjänsternas hållbarhetsprofiler",
  titleEn: "Sustainability profiles of services",
  path: "catalogue/sustainability.csv",
  table: "catalogue.sustainability_profile",
  objectKind: "sustainability-profile",
  columns: [
    { name: "service", type: "code", aliases: ["tjänst", "tjanst"] },
    { name: "assessed_on", type: "day", aliases: ["bedömd", "bedömningsdag"] },
    { name: "state", type: "choice", values: ["draft", "decided"], aliases: ["läge"] },
    { name: "goals", type: "text", aliases: ["mål"] },
    { name: "risks", type: "text", aliases: ["risker"], optional: true, empty: true },
    { name: "evidence", type: "text", aliases: ["underlag"], optional: true, empty: true },
    { name: "owner", type: "text", aliases: ["ägare"], optional: true, empty: true },
    { name: "comment", type: "text", aliases: ["kommentar"], optional: true, empty: true },
  ],
  lists: [],
  key: ["service", "assessed_on"],
  references: [serviceReference("service")],
  removes: true,
});

export type SustainabilityProfile = Entry<typeof sustainabilityProfiles>;

export const catalogueRegisters = [sustainabilityProfiles] as const;
