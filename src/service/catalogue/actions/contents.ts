import type { RowSource } from "../../../platform/database/index.ts";

/** The services with their classes: what decides the account that a service is booked on. */
export const serviceContents: RowSource = {
  name: "services",
  sv: "tjänsterna och deras klasser",
  en: "the services and their classes",
  rows: () => [
    "select * from catalogue.service where provider_id = $1",
    "select * from catalogue.service_classification where provider_id = $1",
  ],
};
