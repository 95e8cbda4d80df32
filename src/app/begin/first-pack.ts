import { stringify } from "yaml";
import { byCode } from "../../kernel/index.ts";
import { csv } from "../demo/text.ts";
import { proposedIntervals } from "./account-proposal.ts";
import { type Beginning, dimensionWith, hasServices, servicesOf, wholeService } from "./beginning.ts";
import type { FoundBooks } from "./found-books.ts";

/** A text file of a pack: its path within it, and its text. */
export interface WrittenFile {
  readonly path: string;
  readonly text: string;
}

/** Who comes first: one to work, one to let others in. Neither has a password before choosing it. */
export const firstPeople = {
  controller: { login: "controller", name: "Controller", role: "controller" },
  administrator: { login: "administrator", name: "Administratör", role: "administrator" },
} as const;

/** The short name (id) of a provider, out of what it is called: small letters, digits and hyphens. */
export function providerId(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[åä]/g, "a")
    .replaceAll("ö", "o")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[-0-9]+|-+$/g, "")
    .slice(0, 30);
  return plain === "" ? "egen" : plain;
}

/**
 * The first pack (första paketet): everything beside the books that a first costing needs, as the text files of docs/pack.md. Common
 * costs follow the services' own costs of the last year, which the model says in so many numbers: to be changed by who knows better.
 */
export function firstPack(found: FoundBooks, beginning: Beginning): WrittenFile[] {
  const years = found.years.map((one) => one.year);
  const from = `${Math.min(...years)}-01-01`;
  const services = servicesOf(found, beginning);
  const costCentres = dimensionWith(found, beginning.roles, "cost_centre")?.objects ?? [];
  const projects = dimensionWith(found, beginning.roles, "project")?.objects ?? [];
  const { customers } = beginning;
  const weighed = customers.filter((one) => one.weight !== undefined);
  const files: WrittenFile[] = [
    { path: "README.md", text: readme(found, beginning) },
    { path: "pack.yaml", text: settings(beginning, years) },
    {
      path: "organisation/departments.csv",
      text: csv("department,name_sv,position", [["egen", beginning.name, 1]]),
    },
    {
      path: "organisation/cost-centres.csv",
      text: csv(
        "cost_centre,name,department,common",
        costCentres.map((one) => [
          one.object,
          one.name,
          "egen",
          beginning.common.includes(one.object) ? 1 : 0,
        ]),
      ),
    },
    {
      path: "organisation/accounts.csv",
      text: csv(
        "account_from,account_to,kind,element,activity,name_sv",
        proposedIntervals(found.accounts, beginning.chart).map((one) => [
          one.from,
          one.to,
          one.kind,
          one.element,
          one.kind === "revenue" ? "operation" : "",
          one.name,
        ]),
      ),
    },
    {
      path: "catalogue/classes.csv",
      text: csv("class,name_sv,name_en,mandatory,counted,settled,position", [
        ["core", "Bastjänst", "Core service", 0, 1, 1, 1],
      ]),
    },
    {
      path: "catalogue/areas.csv",
      text: csv("area,name_sv,name_en,position", [["alla", "Alla tjänster", "All services", 1]]),
    },
    {
      path: "catalogue/services.csv",
      text: csv(
        "service,name_sv,area,department,eligible,valid_from",
        services.map((one) => [one.object, one.name, "alla", "egen", "all", from]),
      ),
    },
    {
      path: "catalogue/classifications.csv",
      text: csv(
        "service,valid_from,class",
        services.map((one) => [one.object, from, "core"]),
      ),
    },
    {
      path: "customers/customers.csv",
      text: csv(
        "customer,name,kind,counterparty,vat,valid_from",
        customers.map((one) => [one.customer, one.name, "department", one.customer, 0, from]),
      ),
    },
    {
      path: "customers/service-use.csv",
      text: csv(
        "customer,service,valid_from,stage",
        customers.flatMap((one) => services.map((service) => [one.customer, service.object, from, "done"])),
      ),
    },
    {
      path: "customers/users.csv",
      text: csv(
        "login,name,role,customers",
        Object.values(firstPeople).map((one) => [one.login, one.name, one.role, ""]),
      ),
    },
    { path: "model/forsta.yaml", text: model(found, beginning, from) },
  ];
  if (projects.length > 0)
    files.push({
      path: "organisation/projects.csv",
      text: csv(
        "project,name,activity",
        projects.map((one) => [one.object, one.name, "operation"]),
      ),
    });
  if (weighed.length > 0)
    files.push(
      {
        path: "drivers/drivers.csv",
        text: csv("driver,name_sv,name_en,unit,subject,owner,source,definition", [
          [
            "antal",
            "Antal anställda",
            "Employees",
            "person",
            "customer",
            beginning.name,
            "Angivet vid starten",
            "Så många som angavs för varje kund",
          ],
        ]),
      },
      {
        path: "drivers/values.csv",
        text: csv(
          "driver,service,subject,period_from,value,measured_on",
          weighed.map((one) => ["antal", "", one.customer, from.slice(0, 7), one.weight ?? 0, from]),
        ),
      },
    );
  return files.toSorted((a, b) => byCode(a.path, b.path));
}

function settings(beginning: Beginning, years: readonly number[]): string {
  return stringify({
    provider: { id: providerId(beginning.name), name: beginning.name, org_no: beginning.orgNo },
    language: "sv",
    fiscal_years: years,
    dimensions: Object.fromEntries(beginning.roles),
  });
}

/** Whole kronor as weights: they are read by people, and shares need no more. */
function weightsOf(found: FoundBooks, beginning: Beginning): Record<string, number> {
  const entries = servicesOf(found, beginning)
    .map((one) => [one.object, Math.round(Math.max(0, one.costOre) / 100)] as const)
    .filter(([, kronor]) => kronor > 0);
  return Object.fromEntries(entries);
}

function model(found: FoundBooks, beginning: Beginning, from: string): string {
  const shares = weightsOf(found, beginning);
  const last = found.years.at(-1)?.year ?? 0;
  const byCostCentre = hasServices(beginning)
    ? []
    : servicesOf(found, beginning)
        .map((one) => one.object)
        .filter((code) => code !== wholeService);
  const key = beginning.customers.some((one) => one.weight !== undefined)
    ? { key: "antal", by: { driver: "antal" } }
    : { key: "lika", by: "equal" };
  const text = stringify({
    model: "forsta",
    valid_from: from,
    method: "step-down",
    pools: [
      ...byCostCentre.map((code) => ({
        pool: `ks-${code}`,
        name_sv: `Kostnadsställe ${code}`,
        name_en: `Cost centre ${code}`,
        select: { cost_centre: [code] },
      })),
      {
        pool: "gemensamt",
        name_sv: "Gemensamma kostnader",
        name_en: "Common costs",
        select: { account: "*" },
      },
    ],
    ...(hasServices(beginning) ? { direct: [{ select: { service: "*" } }] } : {}),
    steps: [
      {
        from: "gemensamt",
        to: "services",
        by: Object.keys(shares).length > 0 ? { shares } : "equal",
        explain_sv: `Gemensamma kostnader följer tjänsternas egna kostnader ${last}.`,
        explain_en: `Common costs follow the services' own costs of ${last}.`,
      },
      ...byCostCentre.map((code) => ({ from: `ks-${code}`, to: [code], by: "equal" })),
    ],
    keys: [key],
    assignments: [{ services: "*", key: key.key }],
  });
  return [
    "# Den första kalkylmodellen, skriven av ./underlag begin. Ändra den: docs/costing-model.md visar varje del med ett tal.",
    `# Talen under shares är tjänsternas egna kostnader ${last} i hela kronor.`,
    text,
  ].join("\n");
}

function readme(found: FoundBooks, beginning: Beginning): string {
  return `# ${beginning.name}

Skrivet av \`./underlag begin\` ur ${found.years.map((one) => one.file).join(", ")}. Allt är text: ändra, och läs in igen.

    ./underlag model check model/forsta.yaml
    ./underlag load .

Vad som är ett förslag att se över:

- \`organisation/accounts.csv\`: kontonas plats efter ${beginning.chart === "kommun" ? "kommunernas kontoplan" : "BAS"} och kontonas namn.
- \`catalogue/services.csv\`: ${hasServices(beginning) ? "tjänsterna som bokföringen själv namnger" : "varje kostnadsställe som inte är gemensamt är en tjänst"}.
- \`model/forsta.yaml\`: gemensamma kostnader följer tjänsternas egna.
- \`customers/customers.csv\`: ${beginning.customers.length === 0 ? "inga kunder än" : `${beginning.customers.length} kunder`}.

Ännu inte här: budget, prislista, fakturering. docs/pack.md beskriver varje fil.
`;
}
