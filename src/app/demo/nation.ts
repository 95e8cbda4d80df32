import { allocate, ore, periodsOfYear } from "../../kernel/index.ts";
import type { PackSource } from "../pack/pack-source.ts";
import { between, chance, pick } from "./random.ts";
import { csv, type PackFile } from "./text.ts";

/**
 * A nation of made-up providers, small to middle in size, each a pack of its own: the same bytes for the same number on every
 * machine. Everything in it is synthetic; no municipality is meant by any of them.
 */
export interface NationProvider {
  /** `n001`: what it is known by in the database. */
  readonly provider: string;
  readonly files: readonly PackFile[];
  readonly services: number;
  readonly customers: number;
}

const year = 2024;

export function nationProvider(number: number): NationProvider {
  const { provider } = nationSettings(number);
  const draw = (what: string, least: number, most: number): number =>
    between(`nation ${number} ${what}`, least, most);
  const services = codes("T", draw("services", 8, 40));
  const customers = codes("K", draw("customers", 6, 52));
  const metered = services.filter((service) => chance(`nation ${number} ${service} metered`, 30));
  const world: World = { number, provider, draw, services, customers, metered };
  return {
    provider,
    services: services.length,
    customers: customers.length,
    files: [
      ...organisation(world),
      ...catalogue(world),
      ...people(world),
      ...drivers(world),
      { path: `model/${provider}.yaml`, text: model(world) },
      ...prices(world),
      { path: `usage/${year}.csv`, text: usage(world) },
      { path: `ledger/${year}.se`, text: ledger(world) },
    ],
  };
}

/** A pack that stands nowhere but in memory, as the loader reads one. */
export function memoryPack(name: string, files: readonly PackFile[]): PackSource {
  return {
    name,
    isWhole: true,
    files: files
      .map(({ path, text }) => {
        const content = Buffer.from(typeof text === "string" ? text : "", "utf8");
        return {
          path,
          bytes: content.length,
          chunks: () => [Uint8Array.from(content)],
          content: () => content,
        };
      })
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    close: () => undefined,
  };
}

interface World {
  readonly number: number;
  readonly provider: string;
  readonly draw: (what: string, least: number, most: number) => number;
  readonly services: readonly string[];
  readonly customers: readonly string[];
  readonly metered: readonly string[];
}

function codes(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${String(i + 1).padStart(2, "0")}`);
}

/** The provider's own file of its pack: all that must be known before the pack is loaded. */
export function nationSettings(number: number): { readonly provider: string; readonly text: string } {
  const provider = `n${String(number).padStart(3, "0")}`;
  const text = [
    "# Exempeldata: en påhittad organisation i en påhittad nation.",
    `provider: { id: ${provider}, name: Exempelorganisation ${number}, org_no: "212000-${String(number).padStart(4, "0")}" }`,
    "synthetic: true",
    "language: sv",
    `fiscal_years: [${year}]`,
    'dimensions: { "1": cost_centre, "20": service, "21": customer, "22": counterparty }',
    "",
  ].join("\n");
  return { provider, text };
}

function organisation({ number }: World): PackFile[] {
  return [
    { path: "pack.yaml", text: nationSettings(number).text },
    {
      path: "organisation/accounts.csv",
      text: csv("account_from,account_to,kind,element,activity,role,name_sv,name_en", [
        ["1500", "1599", "asset", "receivables", "", "", "Kundfordringar", "Trade receivables"],
        ["1900", "1999", "asset", "cash", "", "", "Likvida medel", "Cash"],
        ["2000", "2099", "equity", "opening-equity", "", "", "Eget kapital", "Equity"],
        ["3111", "3111", "revenue", "core-operation", "operation", "", "Tjanster", "Services"],
        ["5000", "5999", "cost", "staff", "", "", "Personal", "Staff"],
        ["6000", "6499", "cost", "it", "", "", "IT", "IT"],
        ["6500", "7999", "cost", "other", "", "", "Ovrigt", "Other"],
      ]),
    },
    {
      path: "organisation/departments.csv",
      text: csv("department,name_sv,name_en,position", [
        ["delivery", "Leverans", "Delivery", 1],
        ["staff", "Stab", "Staff unit", 2],
      ]),
    },
    {
      path: "organisation/cost-centres.csv",
      text: csv("cost_centre,name,department,common", [
        ["100", "Ledning", "staff", 1],
        ["110", "Lokaler", "staff", 1],
        ["120", "Gemensam IT", "staff", 1],
        ["200", "Leverans", "delivery", 0],
      ]),
    },
  ];
}

function catalogue({ services }: World): PackFile[] {
  return [
    {
      path: "catalogue/areas.csv",
      text: csv("area,name_sv,name_en,position", [
        ["hr", "HR", "HR", 1],
        ["workplace", "Digital arbetsplats", "Digital workplace", 2],
      ]),
    },
    {
      path: "catalogue/classes.csv",
      text: csv("class,name_sv,name_en,mandatory,counted,settled,position", [
        ["core", "Bastjanst", "Core service", 1, 1, 1, 1],
      ]),
    },
    {
      path: "catalogue/services.csv",
      text: csv(
        "service,name_sv,name_en,area,department,eligible,valid_from,valid_to",
        services.map((service, i) => [
          service,
          `Exempeltjanst ${service}`,
          `Example service ${service}`,
          i % 2 === 0 ? "hr" : "workplace",
          "delivery",
          "all",
          `${year}-01-01`,
          "",
        ]),
      ),
    },
    {
      path: "catalogue/classifications.csv",
      text: csv(
        "service,valid_from,class,restate,note",
        services.map((service) => [service, `${year}-01-01`, "core", 0, ""]),
      ),
    },
  ];
}

function people({ number, services, customers }: World): PackFile[] {
  return [
    {
      path: "customers/customers.csv",
      text: csv(
        "customer,name,short_name,kind,org_no,parent,counterparty,is_self,vat,e_address,valid_from,valid_to",
        customers.map((customer, i) => [
          customer,
          `Exempelkund ${customer}`,
          "",
          "department",
          "",
          "",
          String(101 + i),
          0,
          0,
          "",
          `${year}-01-01`,
          "",
        ]),
      ),
    },
    {
      path: "customers/service-use.csv",
      text: csv(
        "customer,service,valid_from,valid_to,stage",
        customers.flatMap((customer) =>
          services
            .filter((service) => chance(`nation ${number} ${customer} uses ${service}`, 80))
            .map((service) => [customer, service, `${year}-01-01`, "", "done"]),
        ),
      ),
    },
    {
      path: "customers/decisions.csv",
      text: csv("decision,board,decided_on,paragraph,registry_no,title", [
        [`PRIS-${year}`, "Exempelnamnden", `${year - 1}-12-13`, "100", "0100/23", `Prislista ${year}`],
      ]),
    },
  ];
}

function drivers({ draw, services, customers }: World): PackFile[] {
  const value = (driver: string, subject: string, most: number) => [
    driver,
    "",
    subject,
    `${year}-01`,
    draw(`${driver} ${subject}`, 1, most),
    `${year - 1}-09-30`,
  ];
  return [
    {
      path: "drivers/drivers.csv",
      text: csv("driver,name_sv,name_en,unit,subject,owner,source,definition", [
        [
          "fte",
          "Arsarbetare",
          "Full-time equivalents",
          "arsarbetare",
          "service",
          "Ekonomi",
          "HR",
          "Per tjanst",
        ],
        ["headcount", "Antal anstallda", "Employees", "person", "customer", "HR", "HR", "Den 30 september"],
        ["accounts", "Konton", "Accounts", "konto", "customer", "IT", "Katalogen", "Den 30 september"],
      ]),
    },
    {
      path: "drivers/values.csv",
      text: csv("driver,service,subject,period_from,value,measured_on", [
        ...[...services, "premises", "it"].map((service) => value("fte", service, 60)),
        ...customers.map((customer) => value("headcount", customer, 4000)),
        ...customers.map((customer) => value("accounts", customer, 3000)),
      ]),
    },
  ];
}

function model({ number, provider, services, metered }: World): string {
  const others = services.filter((service) => !metered.includes(service));
  const byAccounts = others.filter((service) => chance(`nation ${number} ${service} by accounts`, 40));
  const byHeads = others.filter((service) => !byAccounts.includes(service));
  const method = pick(`nation ${number} method`, [
    "step-down",
    "step-down",
    "double-step-down",
    "reciprocal",
  ]);
  const assign = (list: readonly string[], key: string): string[] =>
    list.length === 0 ? [] : [`  - { services: [${list.join(", ")}], key: ${key} }`];
  const pool = (code: string, centre: string): string =>
    `  - { pool: ${code}, name_sv: ${code}, name_en: ${code}, select: { cost_centre: ["${centre}"] } }`;
  const step = (from: string): string => `  - { from: ${from}, to: all, by: { driver: fte } }`;
  return [
    `model: ${provider}`,
    `valid_from: ${year}-01-01`,
    `method: ${method}`,
    "pools:",
    pool("management", "100"),
    pool("premises", "110"),
    pool("it", "120"),
    "direct:",
    '  - select: { service: ["*"] }',
    "steps:",
    ...["management", "premises", "it"].map(step),
    "keys:",
    "  - { key: headcount, by: { driver: headcount } }",
    "  - { key: accounts, by: { driver: accounts }, among: users }",
    "  - { key: volume, by: volume }",
    "assignments:",
    ...assign(byHeads, "headcount"),
    ...assign(byAccounts, "accounts"),
    ...assign(metered, "volume"),
    "",
  ].join("\n");
}

function prices({ draw, metered }: World): PackFile[] {
  return [
    {
      path: `prices/${year}/version.yaml`,
      text: [
        `version: "${year}"`,
        `fiscal_year: ${year}`,
        `valid_from: ${year}-01-01`,
        `valid_to: ${year}-12-31`,
        "state: decided",
        `decision: PRIS-${year}`,
        "",
      ].join("\n"),
    },
    {
      path: `prices/${year}/items.csv`,
      text: csv(
        "item,service,activity,name_sv,name_en,charge,unit,price,total,key",
        metered.map((service) => [
          `${service}-M`,
          service,
          "operation",
          `Per manad ${service}`,
          `A month ${service}`,
          "metered",
          "st",
          draw(`price ${service}`, 40, 1200),
          "",
          "",
        ]),
      ),
    },
  ];
}

function usage({ draw, metered, customers }: World): string {
  return csv(
    "event_id,day,item,customer,quantity",
    metered.flatMap((service) =>
      customers.flatMap((customer) => {
        const level = draw(`volume ${service} ${customer}`, 1, 400);
        return periodsOfYear(year).map((period) => [
          `${service}-${customer}-${period}`,
          `${period}-15`,
          `${service}-M`,
          customer,
          level + draw(`volume ${service} ${customer} ${period}`, 0, 20),
        ]);
      }),
    ),
  );
}

/** A year of books: salaries and IT for every service, common costs for the staff units, and what was charged. */
function ledger({ number, draw, services }: World): string {
  const lines = [
    "#FLAGGA 0",
    '#PROGRAM "Underlag demo" 1',
    "#FORMAT PC8",
    `#GEN ${year + 1}0115`,
    "#SIETYP 4",
    `#ORGNR 212000-${String(number).padStart(4, "0")}`,
    `#FNAMN "Exempelorganisation ${number}"`,
    `#RAR 0 ${year}0101 ${year}1231`,
    ...["1510", "1940", "2010", "3111", "5010", "6410", "6910"].map(
      (account) => `#KONTO ${account} "${account}"`,
    ),
    '#DIM 1 "Ansvar"',
    '#DIM 20 "Tjanst"',
    "#IB 0 1940 100000.00",
    "#IB 0 2010 -100000.00",
  ];
  const sums = new Map<string, number>([
    ["1940", 100_000_00],
    ["2010", -100_000_00],
  ]);
  const book = (account: string, objects: string, amountOre: number): string => {
    sums.set(account, (sums.get(account) ?? 0) + amountOre);
    return `#TRANS ${account} {${objects}} ${(amountOre / 100).toFixed(2)}`;
  };
  for (const [m, period] of periodsOfYear(year).entries()) {
    const rows: string[] = [];
    let cost = 0;
    const spend = (account: string, objects: string, amountOre: number): void => {
      rows.push(book(account, objects, amountOre));
      cost += amountOre;
    };
    for (const service of services) {
      const objects = `1 "200" 20 "${service}"`;
      const whole =
        draw(`cost ${service}`, 40_000_00, 2_400_000_00) + draw(`cost ${service} ${period}`, 0, 90_000_00);
      const [staff = 0, systems = 0, other = 0] = allocate(ore(whole), [5, 4, 1]);
      spend("5010", objects, staff);
      spend("6410", objects, systems);
      spend("6910", objects, other);
    }
    for (const centre of ["100", "110", "120"]) {
      spend("5010", `1 "${centre}"`, draw(`staff ${centre} ${period}`, 100_000_00, 900_000_00));
      spend("6910", `1 "${centre}"`, draw(`other ${centre} ${period}`, 10_000_00, 300_000_00));
    }
    rows.push(book("1940", "", -cost));
    const day = `${period.replace("-", "")}28`;
    lines.push(`#VER A ${m + 1} ${day} "Kostnader ${period}"`, "{", ...rows, "}");
    lines.push(
      `#VER B ${m + 1} ${day} "Intakter ${period}"`,
      "{",
      book("1510", "", cost),
      book("3111", '1 "200"', -cost),
      "}",
    );
  }
  for (const [account, sum] of sums) {
    const kind = account < "3000" ? "#UB" : "#RES";
    lines.push(`${kind} 0 ${account} ${(sum / 100).toFixed(2)}`);
  }
  return `${lines.join("\n")}\n`;
}
