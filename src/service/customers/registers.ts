import { defineRegister, validFrom, validTo } from "../../platform/registers/index.ts";
import { serviceReference } from "../catalogue/index.ts";
import { agreementStatuses, unsignedDays } from "./agreement.ts";
import { caseCategories, singleCases } from "./case.ts";
import { stages } from "./consolidation.ts";
import { type Customer, customerKinds, registerProblems } from "./customer.ts";
import { deliveries, satisfactions } from "./delivery.ts";
import { demands } from "./demand.ts";
import { deviations } from "./deviation.ts";
import { accountManagers, forums, meetings, needs } from "./dialogue.ts";
import { groupDecisions } from "./group-decision.ts";
import { obstacles } from "./obstacle.ts";
import { consolidationPlans, consolidationSteps, goLiveChecks } from "./plan.ts";
import { customer, customerReference, services } from "./register-columns.ts";
import { reviews, reviewVolumes } from "./review.ts";
import { agreementSignatures } from "./signature.ts";
import { serviceVariants } from "./variant.ts";

/** The customers (R009), with whom each stands below in its group. */
export const customerRegister = defineRegister({
  name: "customers",
  titleSv: "Kunder",
  titleEn: "Customers",
  path: "customers/customers.csv",
  table: "customers.customer",
  objectKind: "customer",
  columns: [
    customer,
    { name: "name", type: "text", aliases: ["namn"] },
    { name: "short_name", type: "text", aliases: ["kortnamn"], optional: true, empty: true },
    { name: "kind", type: "choice", values: customerKinds, aliases: ["slag", "kundtyp"] },
    { name: "org_no", type: "text", aliases: ["orgnr", "organisationsnummer"], optional: true, empty: true },
    { name: "parent", type: "code", aliases: ["moder", "moderbolag"], optional: true, empty: true },
    { name: "counterparty", type: "code", aliases: ["motpart"] },
    { name: "is_self", type: "flag", aliases: ["egen"], optional: true, empty: true },
    { name: "vat", type: "flag", aliases: ["moms"] },
    { name: "e_address", type: "text", aliases: ["e_adress", "peppol_id"], optional: true, empty: true },
    validFrom,
    validTo,
  ],
  lists: [],
  empty: { org_no: "null", e_address: "null" },
  key: ["customer"],
  references: [customerReference("parent")],
  removes: false,
  complete: (row) => ({
    ...row,
    short_name: row["short_name"] === "" ? row["name"] : row["short_name"],
    is_self: row["is_self"] ?? false,
  }),
  check: (entries, file) =>
    registerProblems(
      entries.map((entry): Customer & { readonly line: number } => ({
        ...entry,
        parent: entry.parent === "" ? undefined : entry.parent,
        isSelf: entry.isSelf ?? false,
      })),
      file,
    ),
});

export const agreementRegister = defineRegister({
  name: "agreements",
  titleSv: "Kundavtal",
  titleEn: "Agreements",
  path: "customers/agreements.csv",
  table: "customers.agreement",
  objectKind: "agreement",
  columns: [
    customer,
    { name: "agreement", type: "code", aliases: ["avtal"] },
    { name: "status", type: "choice", values: agreementStatuses },
    {
      name: "signed_on",
      type: "day",
      aliases: ["undertecknat", "undertecknad"],
      optional: true,
      empty: true,
    },
    validFrom,
    validTo,
    { name: "reason", type: "text", aliases: ["skäl"], optional: true, empty: true },
    services,
    { name: "document", type: "text", aliases: ["dokument", "handling"], optional: true, empty: true },
  ],
  lists: ["services"],
  key: ["agreement"],
  references: [customerReference("customer"), serviceReference("services")],
  removes: true,
  check: unsignedDays,
});

/** Which customer uses which service, and how far the move has come (R018, R019). */
export const serviceUseRegister = defineRegister({
  name: "service-use",
  titleSv: "Nyttjande av tjänster",
  titleEn: "Use of services",
  path: "customers/service-use.csv",
  table: "customers.service_use",
  objectKind: "service-use",
  columns: [
    customer,
    { name: "service", type: "code", aliases: ["tjänst", "tjanst"] },
    validFrom,
    validTo,
    { name: "stage", type: "choice", values: stages, aliases: ["läge"], optional: true, empty: true },
    { name: "variant", type: "text", aliases: ["anpassning"], optional: true, empty: true },
    { name: "variant_until", type: "day", aliases: ["anpassning_till"], optional: true, empty: true },
    { name: "dependency", type: "text", aliases: ["beroende"], optional: true, empty: true },
  ],
  lists: [],
  key: ["customer", "service", "valid_from"],
  references: [customerReference("customer"), serviceReference("service")],
  removes: true,
  complete: (row) => ({ ...row, stage: row["stage"] ?? "done" }),
});

/** Decisions of a board or an official that something here rests on. */
export const decisionRegister = defineRegister({
  name: "decisions",
  titleSv: "Beslut",
  titleEn: "Decisions",
  path: "customers/decisions.csv",
  table: "customers.decision",
  objectKind: "decision",
  columns: [
    { name: "decision", type: "code", aliases: ["beslut"] },
    { name: "board", type: "text", aliases: ["nämnd"] },
    { name: "decided_on", type: "day", aliases: ["beslutsdag", "datum"] },
    { name: "paragraph", type: "text", aliases: ["paragraf"] },
    { name: "registry_no", type: "text", aliases: ["diarienummer", "dnr"] },
    { name: "title", type: "text", aliases: ["rubrik"] },
  ],
  lists: [],
  key: ["decision"],
  references: [],
  removes: false,
});

/** What everything else refers to: who the customers are, what they have agreed and use, and what was decided. */
export const customerBaseRegisters = [
  customerRegister,
  agreementRegister,
  serviceUseRegister,
  decisionRegister,
] as const;

/** Dialogue, reviews and the way to shared services, what is referred to first. */
export const customerRegisters = [
  agreementSignatures,
  accountManagers,
  forums,
  meetings,
  demands,
  needs,
  obstacles,
  reviews,
  reviewVolumes,
  consolidationPlans,
  consolidationSteps,
  goLiveChecks,
  groupDecisions,
  serviceVariants,
  deviations,
  caseCategories,
  singleCases,
  deliveries,
  satisfactions,
] as const;
