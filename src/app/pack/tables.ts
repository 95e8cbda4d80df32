import { agreementStatuses, customerKinds, stages } from "../../service/customers/index.ts";
import { eligibilities } from "../../service/catalogue/index.ts";
import { accountKinds, activities } from "../../economy/ledger/index.ts";
import type { ColumnSpec } from "../../formats/csv/index.ts";

/**
 * Every table of a pack: its columns with the names they may have in Swedish, and what may be left out. docs/pack.md
 * describes them in the same order, and a test holds the two together.
 */

const validFrom = {
  name: "valid_from",
  type: "day",
  aliases: ["giltig_fran", "giltig_från", "gäller_från"],
} as const;
const validTo = {
  name: "valid_to",
  type: "day",
  aliases: ["giltig_till", "gäller_till"],
  optional: true,
  empty: true,
} as const;
const nameSv = { name: "name_sv", type: "text", aliases: ["namn", "benämning", "name"] } as const;
const nameEn = {
  name: "name_en",
  type: "text",
  aliases: ["namn_en", "engelskt_namn"],
  optional: true,
  empty: true,
} as const;
const position = {
  name: "position",
  type: "whole",
  aliases: ["ordning"],
  optional: true,
  empty: true,
} as const;
const customer = { name: "customer", type: "code", aliases: ["kund"] } as const;
const service = { name: "service", type: "code", aliases: ["tjänst", "tjanst"] } as const;
const item = { name: "item", type: "code", aliases: ["post", "artikel", "prislistepost"] } as const;
const activity = {
  name: "activity",
  type: "choice",
  values: activities,
  aliases: ["verksamhet", "drift_eller_förändring"],
} as const;
const decision = { name: "decision", type: "code", aliases: ["beslut"] } as const;

export const departmentColumns = [
  { name: "department", type: "code", aliases: ["avdelning"] },
  nameSv,
  nameEn,
  position,
] as const satisfies readonly ColumnSpec[];

export const costCentreColumns = [
  { name: "cost_centre", type: "code", aliases: ["ansvar", "kostnadsställe"] },
  { name: "name", type: "text", aliases: ["namn", "benämning"] },
  { name: "department", type: "code", aliases: ["avdelning"] },
  { name: "common", type: "flag", aliases: ["gemensamt", "gemensam"], optional: true, empty: true },
] as const satisfies readonly ColumnSpec[];

export const projectColumns = [
  { name: "project", type: "code", aliases: ["projekt"] },
  { name: "name", type: "text", aliases: ["namn", "benämning"] },
  activity,
  { ...service, optional: true, empty: true },
] as const satisfies readonly ColumnSpec[];

export const accountColumns = [
  { name: "account_from", type: "code", aliases: ["konto_från", "konto_fran", "konto"] },
  { name: "account_to", type: "code", aliases: ["konto_till"] },
  { name: "kind", type: "choice", values: accountKinds, aliases: ["slag"] },
  { name: "element", type: "code", aliases: ["kostnadsslag", "rad"] },
  { ...activity, optional: true, empty: true },
  {
    name: "role",
    type: "choice",
    values: ["settlement", "internal-financing"],
    aliases: ["roll"],
    optional: true,
    empty: true,
  },
  nameSv,
  nameEn,
] as const satisfies readonly ColumnSpec[];

export const classColumns = [
  { name: "class", type: "code", aliases: ["kategori", "tjänstekategori"] },
  nameSv,
  nameEn,
  { name: "mandatory", type: "flag", aliases: ["obligatorisk"] },
  { name: "counted", type: "flag", aliases: ["räknas"] },
  { name: "settled", type: "flag", aliases: ["återregleras"] },
  position,
] as const satisfies readonly ColumnSpec[];

export const areaColumns = [
  { name: "area", type: "code", aliases: ["område", "tjänsteområde"] },
  nameSv,
  nameEn,
  position,
] as const satisfies readonly ColumnSpec[];

export const serviceColumns = [
  service,
  nameSv,
  nameEn,
  { name: "area", type: "code", aliases: ["område", "tjänsteområde"] },
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
] as const satisfies readonly ColumnSpec[];

export const classificationColumns = [
  service,
  validFrom,
  { name: "class", type: "code", aliases: ["kategori", "tjänstekategori"] },
  { name: "restate", type: "flag", aliases: ["räkna_om"], optional: true, empty: true },
  { name: "note", type: "text", aliases: ["anmärkning"], optional: true, empty: true },
] as const satisfies readonly ColumnSpec[];

export const offeringColumns = [
  { name: "offering", type: "code", aliases: ["erbjudande", "tjänsteerbjudande"] },
  service,
  nameSv,
  nameEn,
  { name: "items", type: "text", aliases: ["poster", "artiklar"], optional: true, empty: true },
  validFrom,
  validTo,
] as const satisfies readonly ColumnSpec[];

export const customerColumns = [
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
] as const satisfies readonly ColumnSpec[];

export const agreementColumns = [
  customer,
  { name: "agreement", type: "code", aliases: ["avtal"] },
  { name: "status", type: "choice", values: agreementStatuses },
  { name: "signed_on", type: "day", aliases: ["undertecknat", "undertecknad"], optional: true, empty: true },
  validFrom,
  validTo,
  { name: "reason", type: "text", aliases: ["skäl"], optional: true, empty: true },
] as const satisfies readonly ColumnSpec[];

export const serviceUseColumns = [
  customer,
  service,
  validFrom,
  validTo,
  { name: "stage", type: "choice", values: stages, aliases: ["läge"], optional: true, empty: true },
  { name: "variant", type: "text", aliases: ["anpassning"], optional: true, empty: true },
  { name: "variant_until", type: "day", aliases: ["anpassning_till"], optional: true, empty: true },
  { name: "dependency", type: "text", aliases: ["beroende"], optional: true, empty: true },
] as const satisfies readonly ColumnSpec[];

export const decisionColumns = [
  decision,
  { name: "board", type: "text", aliases: ["nämnd"] },
  { name: "decided_on", type: "day", aliases: ["beslutsdag", "datum"] },
  { name: "paragraph", type: "text", aliases: ["paragraf"] },
  { name: "registry_no", type: "text", aliases: ["diarienummer", "dnr"] },
  { name: "title", type: "text", aliases: ["rubrik"] },
] as const satisfies readonly ColumnSpec[];

export const userColumns = [
  { name: "login", type: "code", aliases: ["inloggning", "användare"] },
  { name: "name", type: "text", aliases: ["namn"] },
  { name: "role", type: "code", aliases: ["roll"] },
  { name: "customers", type: "text", aliases: ["kunder"], optional: true, empty: true },
] as const satisfies readonly ColumnSpec[];

export const driverColumns = [
  { name: "driver", type: "code", aliases: ["fördelningsgrund"] },
  nameSv,
  nameEn,
  { name: "unit", type: "text", aliases: ["enhet"] },
  {
    name: "subject",
    type: "choice",
    values: ["service", "customer", "cost_centre"],
    aliases: ["gäller"],
  },
  { name: "owner", type: "text", aliases: ["ägare"], optional: true, empty: true },
  { name: "source", type: "text", aliases: ["källa"], optional: true, empty: true },
  { name: "definition", type: "text", aliases: ["definition_sv"], optional: true, empty: true },
] as const satisfies readonly ColumnSpec[];

export const driverValueColumns = [
  { name: "driver", type: "code", aliases: ["fördelningsgrund"] },
  { ...service, optional: true, empty: true },
  { name: "subject", type: "code", aliases: ["gäller", "objekt"] },
  { name: "period_from", type: "period", aliases: ["från_period", "period"] },
  { name: "value", type: "micro", aliases: ["värde"] },
  { name: "measured_on", type: "day", aliases: ["mätdag"] },
] as const satisfies readonly ColumnSpec[];

export const planColumns = [
  { name: "account", type: "code", aliases: ["konto"] },
  { name: "cost_centre", type: "code", aliases: ["ansvar", "kostnadsställe"], optional: true, empty: true },
  { name: "project", type: "code", aliases: ["projekt"], optional: true, empty: true },
  { ...service, optional: true, empty: true },
  { ...customer, optional: true, empty: true },
  { name: "counterparty", type: "code", aliases: ["motpart"], optional: true, empty: true },
  { name: "period", type: "period", aliases: ["månad"], empty: true },
  { name: "amount", type: "kronor", aliases: ["belopp"] },
] as const satisfies readonly ColumnSpec[];

export const volumeColumns = [
  item,
  { ...customer, optional: true, empty: true },
  { name: "period", type: "period", aliases: ["månad"] },
  { name: "quantity", type: "micro", aliases: ["antal", "volym"] },
] as const satisfies readonly ColumnSpec[];

export const historyColumns = [
  { name: "invoice", type: "code", aliases: ["faktura"] },
  { name: "day", type: "day", aliases: ["dag", "fakturadatum"] },
  customer,
  item,
  service,
  activity,
  { name: "period", type: "period", aliases: ["månad"] },
  { name: "amount", type: "kronor", aliases: ["belopp"] },
] as const satisfies readonly ColumnSpec[];

export const provisionColumns = [
  { name: "provision", type: "code", aliases: ["avsättning"] },
  { name: "cause", type: "text", aliases: ["orsak"] },
  { name: "account", type: "code", aliases: ["konto"] },
  { name: "amount", type: "kronor", aliases: ["belopp"] },
  { name: "period", type: "period", aliases: ["månad"] },
] as const satisfies readonly ColumnSpec[];
