import { customers, isDepartment } from "./city.ts";
import { chance } from "./random.ts";

export interface ServiceClass {
  readonly class: string;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly mandatory: boolean;
  readonly counted: boolean;
  readonly settled: boolean;
}

export const classes: readonly ServiceClass[] = [
  {
    class: "core",
    nameSv: "Bastjänst",
    nameEn: "Core service",
    mandatory: true,
    counted: true,
    settled: true,
  },
  {
    class: "infrastructure",
    nameSv: "Digital infrastruktur",
    nameEn: "Digital infrastructure",
    mandatory: true,
    counted: true,
    settled: true,
  },
  {
    class: "additional",
    nameSv: "Tilläggstjänst",
    nameEn: "Additional service",
    mandatory: false,
    counted: true,
    settled: false,
  },
  {
    class: "specialist",
    nameSv: "Specialisttjänst",
    nameEn: "Specialist service",
    mandatory: false,
    counted: true,
    settled: false,
  },
  {
    class: "service-card",
    nameSv: "E-tjänstekort",
    nameEn: "Service card",
    mandatory: false,
    counted: false,
    settled: false,
  },
  {
    class: "accounting",
    nameSv: "Redovisningstjänster",
    nameEn: "Accounting services",
    mandatory: false,
    counted: false,
    settled: false,
  },
  {
    class: "sister-procurement",
    nameSv: "Inköp, INK",
    nameEn: "Procurement (sister provider)",
    mandatory: false,
    counted: false,
    settled: false,
  },
  {
    class: "sister-dm",
    nameSv: "Digital infrastruktur, DM",
    nameEn: "Digital infrastructure (sister provider DM)",
    mandatory: false,
    counted: false,
    settled: false,
  },
  {
    class: "direct-sale",
    nameSv: "Direktförsäljning",
    nameEn: "Direct sale",
    mandatory: false,
    counted: false,
    settled: false,
  },
  {
    class: "grant",
    nameSv: "Kommunbidragsfinansierad verksamhet",
    nameEn: "Grant-financed activity",
    mandatory: false,
    counted: false,
    settled: false,
  },
  {
    class: "other",
    nameSv: "Övrig verksamhet",
    nameEn: "Other activity",
    mandatory: false,
    counted: false,
    settled: false,
  },
];

export const areas = [
  { area: "finance", nameSv: "Ekonomi", nameEn: "Finance" },
  { area: "hr", nameSv: "HR", nameEn: "HR" },
  {
    area: "kls",
    nameSv: "Kommunikation, ledning och styrning",
    nameEn: "Communication, leadership and governance",
  },
  { area: "infrastructure", nameSv: "Digital infrastruktur", nameEn: "Digital infrastructure" },
  { area: "workplace", nameSv: "Digital arbetsplats", nameEn: "Digital workplace" },
  { area: "other", nameSv: "Övrigt", nameEn: "Other" },
] as const;

/** How a customer's part of a fee is found. */
export type KeyName = "headcount" | "accounts" | "agreed";

export interface CatalogueService {
  readonly service: string;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly area: string;
  readonly department: "infrastructure" | "shared-services";
  readonly class: string;
  readonly eligible: "all" | "departments" | "companies" | "none";
  /** True when the name is ours and not in the published report. */
  readonly synthetic: boolean;
  readonly validFrom: string;
  readonly validTo: string;
  /** Part of the area's budget 2024; only the proportions within a group matter. */
  readonly weight: number;
  /** Outcome 2024 in thousandths of what the budget's proportions say. */
  readonly outcome: number;
  readonly key?: KeyName;
  readonly metered?: Metered;
}

/** A metered item: planned volume of all customers a month, and what one unit costs. */
export interface Metered {
  readonly unit: string;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly monthly: number;
  /** Price in öre, whole 10 öre. */
  readonly priceOre: number;
  /** Units in thousandths (storage) instead of whole. */
  readonly fine?: true;
  /** Planned volume of the provider's own use, in percent of the whole. */
  readonly selfPercent: number;
}

type Extra = Partial<
  Pick<
    CatalogueService,
    "eligible" | "validFrom" | "validTo" | "key" | "metered" | "outcome" | "area" | "department"
  >
> & {
  synthetic?: boolean;
};

function service(
  code: string,
  area: string,
  department: CatalogueService["department"],
  className: string,
  nameSv: string,
  nameEn: string,
  weight: number,
  extra: Extra = {},
): CatalogueService {
  return {
    service: code,
    area,
    department,
    class: className,
    nameSv,
    nameEn,
    weight,
    eligible: "all",
    synthetic: false,
    validFrom: "2020-01-01",
    validTo: "",
    outcome: 1000,
    ...extra,
  };
}

const core = (code: string, area: string, sv: string, en: string, weight: number, extra: Extra = {}) =>
  service(code, area, "shared-services", "core", sv, en, weight, { key: "accounts", ...extra });
const infra = (code: string, sv: string, en: string, weight: number, extra: Extra = {}) =>
  service(code, "infrastructure", "infrastructure", "infrastructure", sv, en, weight, {
    key: "accounts",
    ...extra,
  });
const invented = { synthetic: true } as const;
const meter = (
  unit: string,
  nameSv: string,
  nameEn: string,
  monthly: number,
  priceOre: number,
  selfPercent = 2,
): { metered: Metered } => ({ metered: { unit, nameSv, nameEn, monthly, priceOre, selfPercent } });

export const services: readonly CatalogueService[] = [
  core(
    "FIN-BET",
    "finance",
    "Stöd i arbetet med betalningar och krav",
    "Support for payments and claims",
    52,
    { ...invented, outcome: 990 },
  ),
  core("FIN-EKO", "finance", "Ekonomitjänster", "Finance services", 140, { key: "headcount", outcome: 970 }),
  core(
    "FIN-FAK",
    "finance",
    "Stöd i arbetet med elektroniska fakturor",
    "Support for electronic invoices",
    90,
    invented,
  ),
  core("FIN-RED", "finance", "Stöd i arbetet med redovisning", "Support for bookkeeping", 170, {
    ...invented,
    outcome: 980,
  }),
  core(
    "FIN-UPP",
    "finance",
    "Stöd i arbetet med budget och uppföljning",
    "Support for budget and follow-up",
    80,
    { ...invented, outcome: 960 },
  ),

  core("HR-BEM", "hr", "Stöd i arbetet med bemanning", "Support for staffing", 310, {
    outcome: 890,
    eligible: "departments",
  }),
  core(
    "HR-KOM",
    "hr",
    "Stöd i arbetet med kompetensutveckling",
    "Support for competence development",
    90,
    invented,
  ),
  core("HR-LAS", "hr", "Stöd i arbetet med LAS-hantering", "Support for employment protection", 50),
  core("HR-LBI", "hr", "Stöd i arbetet med lönebildning", "Support for pay setting", 60, { outcome: 970 }),
  core("HR-LON", "hr", "Stöd i arbetet med löneadministration", "Support for payroll", 470, { outcome: 930 }),
  core("HR-PER", "hr", "Stöd i arbetet med personalinformation", "Support for staff information", 96, {
    ...invented,
    key: "headcount",
  }),
  core("HR-PUF", "hr", "Stöd i arbetet med personaluppföljning", "Support for staff follow-up", 90, {
    key: "headcount",
    outcome: 950,
  }),
  core("HR-REH", "hr", "IT-stöd rehabilitering", "IT support for rehabilitation", 70, { outcome: 960 }),
  core("HR-REK", "hr", "IT-stöd för rekrytering", "IT support for recruitment", 130, { outcome: 940 }),

  core("KLS-ARK", "kls", "Stöd för digitalt bevarande", "Support for digital preservation", 130, {
    outcome: 780,
    eligible: "departments",
  }),
  core("KLS-BIL", "kls", "Bildförsörjning", "Image supply", 26, { key: "headcount" }),
  core("KLS-DOK", "kls", "Stöd för dokument- och ärendehantering", "Support for documents and cases", 220, {
    outcome: 920,
  }),
  core("KLS-DSO", "kls", "Dataskyddsombud", "Data protection officer", 80, {
    key: "headcount",
    outcome: 960,
  }),
  core(
    "KLS-INF",
    "kls",
    "Systemstöd informationssäkerhet och personuppgiftsregister",
    "System support for information security",
    34,
    { key: "headcount" },
  ),
  core("KLS-INT", "kls", "Interna digitala navet", "Internal digital hub", 50, {
    key: "headcount",
    outcome: 930,
  }),
  core("KLS-LIS", "kls", "LIS", "LIS", 90, { outcome: 770 }),
  core("KLS-NAM", "kls", "Stöd för nämndmöten på distans", "Support for remote board meetings", 30, {
    eligible: "departments",
    key: "agreed",
  }),
  core("KLS-WEB", "kls", "goteborg.se, teknisk plattform", "goteborg.se, technical platform", 76, {
    key: "agreed",
  }),

  infra("DI-ARB", "IT-arbetsplats", "IT workplace", 0, {
    ...meter("arbetsplats", "IT-arbetsplats per månad", "IT workplace per month", 34200, 33840, 3),
    outcome: 985,
  }),
  infra("DI-DB", "Databasdrift", "Database operation", 0, {
    ...invented,
    ...meter("databas", "Databas per månad", "Database per month", 1680, 76400, 18),
    outcome: 1010,
  }),
  infra("DI-GEO", "Geodata och digital tvilling", "Geodata and digital twin", 100, {
    key: "agreed",
    outcome: 1015,
  }),
  infra("DI-IAM", "Identitet och åtkomst", "Identity and access", 0, {
    ...meter("konto", "Konto per månad", "Account per month", 61500, 5690),
    outcome: 1090,
  }),
  infra("DI-INT", "Integrationsplattform", "Integration platform", 170, { ...invented, outcome: 990 }),
  infra("DI-LAG", "Lagring och säkerhetskopiering", "Storage and backup", 0, {
    ...invented,
    metered: {
      unit: "TB",
      nameSv: "Lagring per TB och månad",
      nameEn: "Storage per TB and month",
      monthly: 2850,
      priceOre: 92680,
      fine: true,
      selfPercent: 16,
    },
    outcome: 1005,
  }),
  infra("DI-LAN", "Lokalt nät", "Local network", 0, {
    ...meter("uttag", "Nätuttag per månad", "Network point per month", 91800, 6380),
    outcome: 945,
  }),
  infra("DI-LIC", "Licens som tjänst", "Licence as a service", 0, {
    ...meter("licens", "Licens per månad", "Licence per month", 5900, 11970, 6),
    outcome: 980,
  }),
  infra("DI-MM", "Mina meddelanden", "Digital letters", 20, { validFrom: "2024-01-01" }),
  infra("DI-MOB", "Hantering av mobila enheter", "Mobile device management", 0, {
    ...invented,
    ...meter("enhet", "Mobil enhet per månad", "Mobile device per month", 23600, 3920),
  }),
  infra("DI-MOT", "Digitala möten", "Digital meetings", 0, {
    ...invented,
    ...meter("rum", "Utrustat mötesrum per månad", "Equipped meeting room per month", 890, 44800, 4),
    outcome: 970,
  }),
  infra("DI-O365", "Office 365", "Office 365", 0, {
    ...meter("licens", "Office 365-licens per månad", "Office 365 licence per month", 47600, 19870),
    outcome: 1025,
  }),
  infra("DI-PA", "Processautomation", "Process automation", 60, { outcome: 1020 }),
  infra("DI-PRF", "Förutsättningsskapande printtjänst", "Enabling print service", 40, {
    validFrom: "2024-01-01",
  }),
  infra("DI-SD", "Servicedesk IT", "IT service desk", 360, { ...invented, key: "headcount", outcome: 985 }),
  infra("DI-SEC", "IT-säkerhet", "IT security", 450, { key: "headcount", outcome: 1060 }),
  infra("DI-SMA", "Smart stad", "Smart city", 30, { validFrom: "2024-01-01", key: "agreed" }),
  infra("DI-SRV", "Serverdrift", "Server operation", 0, {
    ...invented,
    ...meter("server", "Virtuell server per månad", "Virtual server per month", 2540, 162400, 19),
    outcome: 985,
  }),
  infra("DI-STN", "Stadsnät", "City fibre network", 0, {
    ...meter("anslutning", "Stadsnätsanslutning per månad", "City network connection per month", 968, 231500),
    outcome: 1020,
  }),
  infra("DI-TEL", "Telefoni", "Telephony", 0, {
    ...meter("abonnemang", "Telefoniabonnemang per månad", "Telephone subscription per month", 20700, 6240),
    outcome: 1030,
  }),
  infra("DI-UTS", "Samordnad utskriftshantering", "Coordinated printing", 0, {
    ...meter("skrivare", "Skrivare per månad", "Printer per month", 3880, 29140),
    outcome: 985,
  }),
  infra("DI-WAN", "WAN", "WAN", 0, {
    ...meter("förbindelse", "WAN-förbindelse per månad", "WAN connection per month", 1440, 197300),
    outcome: 975,
  }),
  infra("DI-WIF", "Fritt publikt wifi", "Free public wifi", 50, { key: "agreed", eligible: "departments" }),

  service("ADD-ENK", "kls", "shared-services", "additional", "Enkätverktyg", "Survey tool", 30, {
    ...invented,
    validFrom: "2024-01-01",
  }),
  service("ADD-ETJ", "infrastructure", "infrastructure", "additional", "E-tjänster", "E-services", 110),
  service(
    "ADD-PRO",
    "kls",
    "shared-services",
    "additional",
    "Processtöd, utbildning",
    "Process support, training",
    40,
  ),
  service(
    "ADD-SDK",
    "infrastructure",
    "infrastructure",
    "additional",
    "Säker digital kommunikation (SDK)",
    "Secure digital communication (SDK)",
    35,
    { validFrom: "2024-01-01" },
  ),
  service("ADD-SIG", "kls", "shared-services", "additional", "Digital signering", "Digital signing", 35, {
    validFrom: "2024-01-01",
  }),
  service("ADD-SVE", "hr", "shared-services", "additional", "HR-chatbot Svea", "HR chatbot Svea", 15, {
    validFrom: "2024-01-01",
  }),
  service(
    "ADD-UTB",
    "hr",
    "shared-services",
    "additional",
    "Utbildningsplattform",
    "Training platform",
    110,
    invented,
  ),
  service(
    "SPC-ARK",
    "infrastructure",
    "infrastructure",
    "specialist",
    "IT-arkitektur",
    "IT architecture",
    90,
    invented,
  ),
  service(
    "SPC-PL",
    "infrastructure",
    "infrastructure",
    "specialist",
    "Projektledning",
    "Project management",
    120,
    invented,
  ),
  service(
    "SPC-PRO",
    "kls",
    "shared-services",
    "specialist",
    "Processtöd, uppdrag",
    "Process support, assignments",
    50,
  ),
  service(
    "SPC-VIS",
    "kls",
    "shared-services",
    "specialist",
    "Visuell kommunikation: konsultation och produktion",
    "Visual communication: advice and production",
    70,
  ),

  service(
    "CARD",
    "infrastructure",
    "infrastructure",
    "service-card",
    "E-tjänstekort",
    "Electronic service card",
    100,
    { eligible: "departments" },
  ),
  service(
    "ACC",
    "finance",
    "shared-services",
    "accounting",
    "Redovisningstjänster",
    "Accounting services",
    100,
    { validTo: "2023-12-31", eligible: "none" },
  ),
  service(
    "SIS-INK",
    "finance",
    "shared-services",
    "sister-procurement",
    "Tjänster till Inköp och upphandling",
    "Services to Procurement",
    100,
    { eligible: "none" },
  ),
  service(
    "SIS-DM",
    "infrastructure",
    "infrastructure",
    "sister-dm",
    "Tjänster till Demokrati och medborgarservice",
    "Services to Democracy and citizen service",
    100,
    { eligible: "none" },
  ),
  service(
    "DS-KLI",
    "workplace",
    "infrastructure",
    "direct-sale",
    "Klient som tjänst",
    "Client as a service",
    1280,
  ),
  service("DS-MOB", "workplace", "infrastructure", "direct-sale", "Mobilt arbetssätt", "Mobile work", 480),
  service(
    "DS-OVR",
    "workplace",
    "infrastructure",
    "direct-sale",
    "Övrig direktförsäljning",
    "Other direct sale",
    210,
    invented,
  ),
  service(
    "GRANT",
    "other",
    "shared-services",
    "grant",
    "Kommunbidragsfinansierad verksamhet",
    "Grant-financed activity",
    100,
    { eligible: "none" },
  ),
  service(
    "OTH",
    "other",
    "shared-services",
    "other",
    "Övrig verksamhet och externa bidrag",
    "Other activity and external grants",
    100,
    { eligible: "none" },
  ),
];

export const serviceOf = (code: string): CatalogueService => {
  const found = services.find((candidate) => candidate.service === code);
  if (found === undefined) throw new Error(`Broken invariant: ${code} is a service of the example`);
  return found;
};

/** Services that customers order under a name of their own. */
export const offerings: readonly (readonly [string, string, string, string, string])[] = [
  ["CIP", "DI-SMA", "City information platform (CIP)", "City information platform (CIP)", "2024-01-01"],
  ["SMA-KON", "DI-SMA", "Smart stad, konsultation", "Smart city, advice", "2024-01-01"],
  ["SMA-INF", "DI-SMA", "Införa lösning för Smart stad", "Introduce a smart city solution", "2024-01-01"],
  ["O365-STD", "DI-O365", "Office 365 standard", "Office 365 standard", "2020-01-01"],
  ["KLI-BAR", "DS-KLI", "Klient som tjänst, bärbar dator", "Client as a service, laptop", "2021-01-01"],
  ["KLI-STA", "DS-KLI", "Klient som tjänst, stationär dator", "Client as a service, desktop", "2021-01-01"],
  ["CICERON", "KLS-DOK", "Ciceron", "Ciceron", "2023-01-01"],
  ["RPA", "DI-PA", "RPA-robotar", "RPA robots", "2021-01-01"],
  ["ETJ-4", "ADD-ETJ", "E-tjänster, fyra namngivna", "E-services, four named", "2022-01-01"],
];

/** The seven core services that every customer uses: all keyed by headcount. */
export const consolidated: readonly string[] = services
  .filter((row) => row.class === "core" && row.key === "headcount")
  .map((row) => row.service);

/** Agreed shares of the services that are not shared by a measured driver. */
export const agreedShares: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "KLS-NAM": { SLK: 30, GSF: 12, FSK: 10, AVO: 12, FFS: 8, UBF: 8, SFC: 5, SFH: 5, SFN: 5, SFS: 5 },
  "KLS-WEB": { SLK: 40, DM: 25, KUL: 12, IOF: 8, GBGCO: 6, SMF: 5, KOV: 4 },
  "DI-GEO": { SBF: 40, EXP: 22, SMF: 20, KOV: 10, MIL: 5, SFF: 3 },
  "DI-SMA": { SMF: 35, SFF: 30, KOV: 20, SLK: 15 },
  "DI-WIF": { KUL: 35, IOF: 30, SFF: 20, UBF: 15 },
};

/** Whether a customer has a service in use. The same both years for core services, so that consolidation is comparable. */
export function usesService(customer: string, code: string): boolean {
  const row = serviceOf(code);
  const who = customers.find((candidate) => candidate.customer === customer);
  if (who === undefined) return false;
  const department = isDepartment(who);
  if (row.key === "headcount") return true;
  if (row.key === "agreed") return agreedShares[code]?.[customer] !== undefined;
  if (row.class === "sister-procurement") return customer === "INK";
  if (row.class === "sister-dm") return customer === "DM";
  if (row.class === "grant" || row.class === "other") return false;
  if (row.class === "accounting") return department && who.headcount < 700;
  if (row.eligible === "departments" && !department) return false;
  if (row.class === "core") return department || chance(`use ${customer} ${code}`, 24);
  if (row.class === "infrastructure") {
    if (customer === "LISEBERG") return code === "DI-STN" || code === "DI-IAM";
    return department ? !(code === "DI-MM" && who.headcount < 300) : chance(`use ${customer} ${code}`, 40);
  }
  if (row.class === "direct-sale") return department || chance(`use ${customer} ${code}`, 40);
  if (row.class === "service-card") return department && chance(`use ${customer} ${code}`, 85);
  return department ? chance(`use ${customer} ${code}`, 60) : chance(`use ${customer} ${code}`, 15);
}

/** Every customer and service in use, in code order. */
export function usersOf(code: string): string[] {
  return customers.map((row) => row.customer).filter((customer) => usesService(customer, code));
}
