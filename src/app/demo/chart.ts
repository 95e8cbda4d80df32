/** The books' chart: accounts, cost centres, projects and the roles accounts play. Class 5 is staff, as municipalities have it. */

export interface ChartAccount {
  readonly account: string;
  readonly name: string;
}

/** account_from, account_to, kind, element, activity, role, name_sv, name_en. */
export type MappingRow = readonly [string, string, string, string, string, string, string, string];

export const mapping: readonly MappingRow[] = [
  ["1200", "1299", "asset", "fixed-assets", "", "", "Maskiner och inventarier", "Machinery and equipment"],
  ["1500", "1599", "asset", "receivables", "", "", "Kundfordringar", "Trade receivables"],
  ["1600", "1699", "asset", "other-receivables", "", "", "Övriga fordringar", "Other receivables"],
  [
    "1700",
    "1799",
    "asset",
    "prepaid",
    "",
    "",
    "Förutbetalda kostnader och upplupna intäkter",
    "Prepaid costs and accrued income",
  ],
  ["1900", "1999", "asset", "cash", "", "", "Kommunkonto och likvida medel", "Municipal account and cash"],
  ["2000", "2099", "equity", "opening-equity", "", "", "Eget kapital", "Equity"],
  ["2400", "2499", "liability", "payables", "", "", "Leverantörsskulder", "Trade payables"],
  [
    "2600",
    "2899",
    "liability",
    "other-liabilities",
    "",
    "",
    "Övriga kortfristiga skulder",
    "Other current liabilities",
  ],
  [
    "2900",
    "2999",
    "liability",
    "accrued",
    "",
    "",
    "Upplupna kostnader och förutbetalda intäkter",
    "Accrued costs and prepaid income",
  ],
  [
    "3111",
    "3111",
    "revenue",
    "core-operation",
    "operation",
    "",
    "Bastjänster, förvaltning",
    "Core services, operation",
  ],
  [
    "3112",
    "3112",
    "revenue",
    "infrastructure-operation",
    "operation",
    "",
    "Digital infrastruktur, förvaltning",
    "Digital infrastructure, operation",
  ],
  [
    "3121",
    "3121",
    "revenue",
    "core-change",
    "change",
    "",
    "Bastjänster, förändringsinsatser",
    "Core services, change",
  ],
  [
    "3122",
    "3122",
    "revenue",
    "infrastructure-change",
    "change",
    "",
    "Digital infrastruktur, förändringsinsatser",
    "Digital infrastructure, change",
  ],
  ["3131", "3131", "revenue", "sister-procurement", "operation", "", "Inköp, INK", "Procurement (INK)"],
  [
    "3132",
    "3132",
    "revenue",
    "sister-dm",
    "operation",
    "",
    "Digital infrastruktur, DM",
    "Digital infrastructure (DM)",
  ],
  ["3141", "3141", "revenue", "service-card", "operation", "", "E-tjänstekort", "Service card"],
  [
    "3151",
    "3151",
    "revenue",
    "accounting-services",
    "operation",
    "",
    "Redovisningstjänster",
    "Accounting services",
  ],
  [
    "3161",
    "3199",
    "revenue",
    "additional",
    "operation",
    "",
    "Tilläggstjänster, direktförsäljning och övriga intäkter",
    "Additional services, direct sale and other revenue",
  ],
  [
    "3211",
    "3211",
    "revenue",
    "core-operation",
    "operation",
    "settlement",
    "Återreglering, bastjänster",
    "Settlement, core services",
  ],
  [
    "3212",
    "3212",
    "revenue",
    "infrastructure-operation",
    "operation",
    "settlement",
    "Återreglering, digital infrastruktur",
    "Settlement, digital infrastructure",
  ],
  [
    "3221",
    "3221",
    "revenue",
    "core-operation",
    "operation",
    "internal-financing",
    "Intern finansiering, bastjänster förvaltning",
    "Internal financing, core services operation",
  ],
  [
    "3222",
    "3222",
    "revenue",
    "infrastructure-operation",
    "operation",
    "internal-financing",
    "Intern finansiering, digital infrastruktur förvaltning",
    "Internal financing, digital infrastructure operation",
  ],
  [
    "3223",
    "3223",
    "revenue",
    "core-change",
    "change",
    "internal-financing",
    "Intern finansiering, bastjänster förändringsinsatser",
    "Internal financing, core services change",
  ],
  [
    "3224",
    "3224",
    "revenue",
    "infrastructure-change",
    "change",
    "internal-financing",
    "Intern finansiering, digital infrastruktur förändringsinsatser",
    "Internal financing, digital infrastructure change",
  ],
  ["3710", "3710", "revenue", "municipal-grant", "operation", "", "Kommunbidrag", "Municipal grant"],
  ["5000", "5999", "cost", "staff", "", "", "Personalkostnader", "Staff costs"],
  ["6000", "6199", "cost", "other", "", "", "Övriga kostnader, lokaler", "Other costs, premises"],
  [
    "6200",
    "6499",
    "cost",
    "it",
    "",
    "",
    "IT-program, IT-licenser, IT-tjänster, hyra IT-utrustning",
    "IT software, licences, services and leasing",
  ],
  ["6500", "7399", "cost", "other", "", "", "Övriga kostnader", "Other costs"],
  ["7400", "7499", "cost", "consultants", "", "", "Konsultkostnader", "Consultants"],
  ["7500", "7999", "cost", "other", "", "", "Övriga kostnader, diverse", "Other costs, sundry"],
  ["8000", "8999", "cost", "financial", "", "", "Finansnetto", "Financial net"],
];

export const accounts: readonly ChartAccount[] = [
  ["1220", "Maskiner och inventarier"],
  ["1510", "Kundfordringar, stadens förvaltningar"],
  ["1511", "Kundfordringar, bolag och externa"],
  ["1680", "Kommunkonto, stadens betalningsflöden"],
  ["1710", "Förutbetalda licenser"],
  ["1940", "Kommunkonto och bank"],
  ["2010", "Eget kapital"],
  ["2019", "Föregående års resultat"],
  ["2440", "Leverantörsskulder"],
  ["2611", "Utgående moms 25 %"],
  ["2710", "Personalens skatter och avgifter"],
  ["2920", "Upplupna semesterlöner"],
  ["2970", "Reservering, krediteringar till kund"],
  ["2980", "Upplupen återreglering till kund"],
  ["2990", "Upplupna kostnader"],
  ["3111", "Bastjänster, förvaltning"],
  ["3112", "Digital infrastruktur, förvaltning"],
  ["3121", "Bastjänster, förändringsinsatser"],
  ["3122", "Digital infrastruktur, förändringsinsatser"],
  ["3131", "Tjänster till Inköp och upphandling"],
  ["3132", "Tjänster till Demokrati och medborgarservice"],
  ["3141", "E-tjänstekort"],
  ["3151", "Redovisningstjänster"],
  ["3161", "Tilläggstjänster"],
  ["3162", "Specialisttjänster"],
  ["3171", "Direktförsäljning"],
  ["3191", "Övriga intäkter"],
  ["3211", "Återreglering, bastjänster"],
  ["3212", "Återreglering, digital infrastruktur"],
  ["3221", "Intern finansiering, bastjänster förvaltning"],
  ["3222", "Intern finansiering, digital infrastruktur förvaltning"],
  ["3223", "Intern finansiering, bastjänster förändring"],
  ["3224", "Intern finansiering, digital infrastruktur förändring"],
  ["3710", "Kommunbidrag"],
  ["5010", "Löner, månadsavlönade"],
  ["5110", "Förändring av semesterlöneskuld"],
  ["5610", "Arbetsgivaravgifter och pensioner"],
  ["6010", "Lokalhyror"],
  ["6230", "Hyra och leasing av IT-utrustning"],
  ["6410", "IT-program och licenser"],
  ["6420", "IT-tjänster och drift"],
  ["6490", "Egna tjänster, internt köp"],
  ["6810", "Telefoni och datakommunikation"],
  ["7050", "Kurser, resor och representation"],
  ["7410", "IT-konsulter"],
  ["7420", "Verksamhetskonsulter"],
  ["7900", "Diverse kostnader"],
  ["8510", "Räntekostnader"],
  ["8590", "Bankkostnader"],
].map(([account, name]) => ({ account: account as string, name: name as string }));

export type Element = "staff" | "consultants" | "it" | "other" | "financial";
export const elements: readonly Element[] = ["staff", "consultants", "it", "other", "financial"];

/** How a cost element is spread over accounts: account and weight. */
export const accountsOf: Record<Element, readonly (readonly [string, number])[]> = {
  staff: [
    ["5010", 69],
    ["5610", 31],
  ],
  consultants: [
    ["7410", 78],
    ["7420", 22],
  ],
  it: [
    ["6230", 34],
    ["6410", 41],
    ["6420", 25],
  ],
  other: [
    ["6010", 34],
    ["6810", 41],
    ["7050", 9],
    ["7900", 16],
  ],
  financial: [
    ["8510", 88],
    ["8590", 12],
  ],
};

export const departments = [
  ["infrastructure", "Avdelning Digital infrastruktur", "Department Digital infrastructure"],
  ["shared-services", "Avdelning Gemensamma tjänster", "Department Shared services"],
  ["steering", "Avdelning Styrning och stöd", "Department Steering and support"],
  ["service-centre", "Avdelning Kund- och servicecenter", "Department Customer and service centre"],
] as const;

export interface CostCentre {
  readonly costCentre: string;
  readonly name: string;
  readonly department: string;
  readonly common: boolean;
}

export const costCentres: readonly CostCentre[] = [
  ["1000", "Digital infrastruktur, gemensamt", "infrastructure", false],
  ["1100", "Arbetsplats och samarbete", "infrastructure", false],
  ["1200", "Nät och telefoni", "infrastructure", false],
  ["1300", "Drift och lagring", "infrastructure", false],
  ["1400", "Säkerhet och identitet", "infrastructure", false],
  ["1500", "Uppdrag och direktförsäljning", "infrastructure", false],
  ["1800", "Intäkter, digital infrastruktur", "infrastructure", false],
  ["1900", "Förändringsinsatser, digital infrastruktur", "infrastructure", false],
  ["2000", "Gemensamma tjänster, gemensamt", "shared-services", false],
  ["2100", "Ekonomi", "shared-services", false],
  ["2200", "HR", "shared-services", false],
  ["2300", "Kommunikation, ledning och styrning", "shared-services", false],
  ["2400", "Uppdrag och övrig verksamhet", "shared-services", false],
  ["2800", "Intäkter, gemensamma tjänster", "shared-services", false],
  ["2900", "Förändringsinsatser, gemensamma tjänster", "shared-services", false],
  ["3000", "Förvaltningsledning", "steering", false],
  ["3100", "Ekonomistab", "steering", false],
  ["3200", "HR- och kommunikationsstab", "steering", false],
  ["3300", "Utveckling och arkitektur", "steering", false],
  ["3900", "Förvaltningsövergripande, gemensamt", "steering", true],
  ["3910", "Lokaler, gemensamt", "steering", true],
  ["3920", "Egna tjänster, gemensamt", "steering", true],
  ["4000", "Kundansvar", "service-centre", false],
  ["4100", "Servicecenter", "service-centre", false],
].map(([costCentre, name, department, common]) => ({
  costCentre: costCentre as string,
  name: name as string,
  department: department as string,
  common: common as boolean,
}));

export interface Project {
  readonly project: string;
  readonly name: string;
  readonly service: string;
  /** Budget 2024, outcome 2024 and outcome 2023 and 2022, in thousands of kronor; 0 where the project did not run. */
  readonly budget: number;
  readonly y2024: number;
  readonly y2023: number;
  readonly y2022: number;
}

/** Change initiatives; their amounts add up to the printed ones per area. Those of 2022 are invented. */
export const projects: readonly Project[] = [
  ["P101", "Införa nytt stöd för dokument- och ärendehantering", "KLS-DOK", 12000, 12140, 24300, 15200],
  ["P102", "Interna digitala navet", "KLS-INT", 2500, 2160, 9800, 8400],
  ["P103", "Systemstöd informationssäkerhet och personuppgiftsregister", "KLS-INF", 4500, 4500, 7200, 3100],
  ["P104", "Införande Framtidens Lönecenter", "HR-LON", 0, 0, 6600, 7800],
  ["P201", "BOK, behörighets- och kontohantering", "DI-IAM", 18000, 22100, 15900, 11200],
  ["P202", "Smart Stad / CIP", "DI-SMA", 8000, 7900, 0, 0],
  ["P203", "Stadsnätsmigrering", "DI-STN", 9000, 9250, 8700, 5600],
  ["P204", "Konsolidering Framtiden och Parkeringsbolaget", "DI-ARB", 8300, 8150, 9400, 7200],
  ["P205", "Säker digital kommunikation, pilot", "DI-INT", 4500, 4300, 3800, 2900],
].map(([project, name, code, budget, y2024, y2023, y2022]) => ({
  project: project as string,
  name: name as string,
  service: code as string,
  budget: budget as number,
  y2024: y2024 as number,
  y2023: y2023 as number,
  y2022: y2022 as number,
}));

/** Revenue account by class and activity: the posting rules of pack.yaml. */
export const revenueAccounts: readonly (readonly [string, "operation" | "change", string])[] = [
  ["core", "operation", "3111"],
  ["core", "change", "3121"],
  ["infrastructure", "operation", "3112"],
  ["infrastructure", "change", "3122"],
  ["sister-procurement", "operation", "3131"],
  ["sister-dm", "operation", "3132"],
  ["service-card", "operation", "3141"],
  ["accounting", "operation", "3151"],
  ["additional", "operation", "3161"],
  ["specialist", "operation", "3162"],
  ["direct-sale", "operation", "3171"],
  ["other", "operation", "3191"],
];
export const settlementAccounts: Readonly<Record<string, string>> = { core: "3211", infrastructure: "3212" };
export const financingAccounts: readonly (readonly [string, "operation" | "change", string])[] = [
  ["core", "operation", "3221"],
  ["infrastructure", "operation", "3222"],
  ["core", "change", "3223"],
  ["infrastructure", "change", "3224"],
];
export const revenueCostCentre: Readonly<Record<string, string>> = {
  infrastructure: "1800",
  "shared-services": "2800",
  steering: "3000",
  "service-centre": "4000",
};
export const receivableInternal = "1510";
export const receivableExternal = "1511";
export const vatAccount = "2611";
export const selfCostAccount = "6490";
export const selfCostCentre = "3920";
export const provisionAccount = "2970";
export const selfCounterparty = "199";

/** The cost centre of a department's change initiatives. */
export const changeCentre: Readonly<Record<string, string>> = {
  infrastructure: "1900",
  "shared-services": "2900",
};

/** The cost centre where a service's direct costs are coded. */
export function costCentreOf(service: {
  readonly service: string;
  readonly area: string;
  readonly class: string;
  readonly department: string;
}): string {
  if (service.department === "infrastructure") {
    if (service.class !== "infrastructure") return "1500";
    if (["DI-LAN", "DI-WAN", "DI-STN", "DI-TEL", "DI-WIF"].includes(service.service)) return "1200";
    if (["DI-SRV", "DI-LAG", "DI-DB", "DI-INT", "DI-PA", "DI-GEO", "DI-SMA"].includes(service.service))
      return "1300";
    if (["DI-IAM", "DI-SEC", "DI-MM"].includes(service.service)) return "1400";
    return "1100";
  }
  if (service.class !== "core") return "2400";
  return service.area === "finance" ? "2100" : service.area === "hr" ? "2200" : "2300";
}

export interface PoolPlan {
  readonly pool: string;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly select: readonly string[];
  readonly costCentres: readonly string[];
  /** Yearly outcome 2024 in thousands of kronor by element, without the provider's own purchases. */
  readonly outcome: Readonly<Record<Element, number>>;
}

/** The common costs. What a pool does not use of its budget is the department's result. */
export const pools: readonly PoolPlan[] = [
  {
    pool: "common",
    nameSv: "Förvaltningsövergripande gemensamma kostnader",
    nameEn: "Department-wide common costs",
    select: ["39*"],
    costCentres: ["3900", "3910"],
    outcome: { staff: 4200, consultants: 2100, it: 8400, other: 21600, financial: 0 },
  },
  {
    pool: "steering",
    nameSv: "Styrning och stöd",
    nameEn: "Steering and support",
    select: ["30*", "31*", "32*", "33*"],
    costCentres: ["3000", "3100", "3200", "3300"],
    outcome: { staff: 46800, consultants: 4100, it: 3900, other: 4700, financial: 0 },
  },
  {
    pool: "service-centre",
    nameSv: "Kund- och servicecenter",
    nameEn: "Customer and service centre",
    select: ["40*", "41*"],
    costCentres: ["4000", "4100"],
    outcome: { staff: 33400, consultants: 1200, it: 3100, other: 1900, financial: 0 },
  },
  {
    pool: "infrastructure-overhead",
    nameSv: "Digital infrastruktur, gemensamt",
    nameEn: "Digital infrastructure, common",
    select: ["1000"],
    costCentres: ["1000"],
    outcome: { staff: 14600, consultants: 900, it: 2600, other: 3100, financial: 1600 },
  },
  {
    pool: "shared-overhead",
    nameSv: "Gemensamma tjänster, gemensamt",
    nameEn: "Shared services, common",
    select: ["2000"],
    costCentres: ["2000"],
    outcome: { staff: 11900, consultants: 600, it: 1400, other: 1800, financial: 800 },
  },
];
