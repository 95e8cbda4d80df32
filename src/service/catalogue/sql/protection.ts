/** The catalogue is public to every customer of the provider. */
export const protection = [
  { table: "catalogue.service_class", staff: "change", customer: "all" },
  { table: "catalogue.service_area", staff: "change", customer: "all" },
  { table: "catalogue.service", staff: "change", customer: "all" },
  { table: "catalogue.service_classification", staff: "change", customer: "all" },
  { table: "catalogue.service_version", staff: "change", customer: "all" },
  { table: "catalogue.offering", staff: "change", customer: "all" },
  { table: "catalogue.sustainability_profile", staff: "change", customer: "all" },
] as const;
