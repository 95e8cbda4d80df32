import { between } from "./random.ts";

/** A customer of the example: a department of the city or one of its companies. */
export interface CityCustomer {
  readonly customer: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: "department" | "parent_company" | "subsidiary" | "company";
  readonly orgNo: string;
  readonly parent: string;
  readonly counterparty: string;
  readonly isSelf: boolean;
  readonly vat: boolean;
  /** Employed persons 2024; an invented figure of the right order of size. */
  readonly headcount: number;
  /** First day of a signed agreement; "" where there is none. */
  readonly signedOn: string;
}

const cityOrgNo = "212000-1355";

/** The provider itself, which also buys its own services. */
export const self = "ISV";

// Code, name, short name, employed persons.
const departments: readonly (readonly [string, string, string, number])[] = [
  ["AOV", "Förvaltningen för arbetsmarknad och vuxenutbildning", "Arbvux", 900],
  ["AVO", "Äldre samt vård- och omsorgsförvaltningen", "ÄVO", 10500],
  ["DM", "Förvaltningen för demokrati och medborgarservice", "Demokrati och medborgarservice", 420],
  ["EXP", "Exploateringsförvaltningen", "Exploatering", 420],
  ["FFS", "Förvaltningen för funktionsstöd", "Funktionsstöd", 5600],
  ["FSK", "Förskoleförvaltningen", "Förskola", 7300],
  ["GSF", "Grundskoleförvaltningen", "Grundskola", 10500],
  ["INK", "Förvaltningen för inköp och upphandling", "Inköp och upphandling", 130],
  ["IOF", "Idrotts- och föreningsförvaltningen", "Idrott och förening", 620],
  [self, "Intraservice", "Intraservice", 730],
  ["KOV", "Förvaltningen kretslopp och vatten", "Kretslopp och vatten", 850],
  ["KUL", "Kulturförvaltningen", "Kultur", 1150],
  ["MIL", "Miljöförvaltningen", "Miljö", 260],
  ["OVF", "Överförmyndarförvaltningen", "Överförmyndaren", 75],
  ["POL", "Politiska sekretariat och kanslier", "Politiska kanslier", 60],
  ["RAR", "Regionarkivet", "Regionarkivet", 80],
  ["REV", "Stadsrevisionen", "Stadsrevisionen", 30],
  ["SBF", "Stadsbyggnadsförvaltningen", "Stadsbyggnad", 480],
  ["SFC", "Socialförvaltningen Centrum", "Social Centrum", 2200],
  ["SFF", "Stadsfastighetsförvaltningen", "Stadsfastigheter", 1150],
  ["SFH", "Socialförvaltningen Hisingen", "Social Hisingen", 1300],
  ["SFN", "Socialförvaltningen Nordost", "Social Nordost", 1500],
  ["SFS", "Socialförvaltningen Sydväst", "Social Sydväst", 1200],
  ["SLK", "Stadsledningskontoret", "Stadsledningskontoret", 420],
  ["SMF", "Stadsmiljöförvaltningen", "Stadsmiljö", 700],
  ["UBF", "Utbildningsförvaltningen", "Utbildning", 3300],
  ["VAL", "Valnämndens kansli", "Valnämnden", 12],
];

// Code, name, short name, parent, employed persons, agreement signed on ("" = none).
const companies: readonly (readonly [string, string, string, string, number, string])[] = [
  ["STADSHUS", "Göteborgs Stadshus AB", "Stadshus", "", 20, "2022-11-15"],
  ["ALVSTRANDEN", "Älvstranden Utveckling AB", "Älvstranden", "STADSHUS", 90, ""],
  ["BRG", "Business Region Göteborg AB", "BRG", "STADSHUS", 120, ""],
  ["BOSTADSBOLAGET", "Göteborgs stads bostadsaktiebolag", "Bostadsbolaget", "FRAMTIDEN", 280, "2023-03-01"],
  ["BYGGUTVECKLING", "Framtiden Byggutveckling AB", "Byggutveckling", "FRAMTIDEN", 70, ""],
  ["EGNAHEM", "Göteborgs Egnahems AB", "Egnahemsbolaget", "FRAMTIDEN", 45, "2023-03-01"],
  ["ENERGI", "Göteborg Energi AB", "Göteborg Energi", "STADSHUS", 1100, ""],
  ["FAMILJEBOSTADER", "Familjebostäder i Göteborg AB", "Familjebostäder", "FRAMTIDEN", 220, "2023-03-01"],
  ["FRAMTIDEN", "Förvaltnings AB Framtiden", "Framtiden", "STADSHUS", 80, "2022-12-01"],
  ["GARDSTEN", "Gårdstensbostäder AB", "Gårdstensbostäder", "FRAMTIDEN", 60, "2023-04-15"],
  ["GBGCO", "Göteborg & Co AB", "Göteborg & Co", "STADSHUS", 100, ""],
  ["GOTALEJON", "Försäkrings AB Göta Lejon", "Göta Lejon", "STADSHUS", 15, ""],
  ["GOTEBORGSLOKALER", "Förvaltnings AB GöteborgsLokaler", "GöteborgsLokaler", "FRAMTIDEN", 60, "2023-02-01"],
  ["GOTEVENT", "Got Event AB", "Got Event", "GBGCO", 110, ""],
  ["GRYAAB", "Gryaab AB", "Gryaab", "STADSHUS", 110, ""],
  ["HAMN", "Göteborgs Hamn AB", "Göteborgs Hamn", "STADSHUS", 150, ""],
  ["HIGAB", "Higab AB", "Higab", "STADSHUS", 130, "2022-12-15"],
  ["LEASING", "Göteborgs Stads Leasing AB", "Leasing", "STADSHUS", 60, "2022-11-01"],
  ["LISEBERG", "Liseberg AB", "Liseberg", "GBGCO", 1150, ""],
  ["PARKERING", "Göteborgs Stads Parkerings AB", "Parkeringsbolaget", "HIGAB", 190, "2024-05-20"],
  ["POSEIDON", "Bostads AB Poseidon", "Poseidon", "FRAMTIDEN", 290, "2023-03-01"],
  ["RENOVA", "Renova AB", "Renova", "STADSHUS", 800, ""],
  ["SPARVAGAR", "Göteborgs Spårvägar AB", "Spårvägar", "STADSHUS", 1500, ""],
  ["STADSTEATERN", "Göteborgs Stadsteater AB", "Stadsteatern", "GBGCO", 170, ""],
  ["TRAFIKANT", "Trafikantservice AB", "Trafikantservice", "SPARVAGAR", 30, ""],
];

/** Not employees who use the services all year round; the difference Liseberg and the provider disagreed about. */
export const seasonalOfLiseberg = { 2022: 215, 2023: 228, 2024: 240 } as const;

function luhnDigit(nine: string): number {
  let sum = 0;
  for (let i = 0; i < nine.length; i++) {
    const digit = Number(nine[i]) * (i % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return (10 - (sum % 10)) % 10;
}

/** An invented company number in a valid form (559900-nnnC, C the check digit). */
function inventedOrgNo(index: number): string {
  const nine = `559900${String(index + 1).padStart(3, "0")}`;
  return `${nine.slice(0, 6)}-${nine.slice(6)}${luhnDigit(nine)}`;
}

export const customers: readonly CityCustomer[] = [
  ...departments.map(([customer, name, shortName, headcount], index): CityCustomer => ({
    customer,
    name,
    shortName,
    kind: "department",
    orgNo: cityOrgNo,
    parent: "",
    counterparty: customer === self ? "199" : String(101 + index),
    isSelf: customer === self,
    vat: false,
    headcount,
    signedOn: `2021-${String(between(`signed ${customer}`, 9, 12)).padStart(2, "0")}-${String(
      between(`signed day ${customer}`, 1, 28),
    ).padStart(2, "0")}`,
  })),
  ...companies.map(([customer, name, shortName, parent, headcount, signedOn], index): CityCustomer => {
    const isParent = companies.some((other) => other[3] === customer);
    return {
      customer,
      name,
      shortName,
      kind: isParent ? "parent_company" : parent === "" ? "company" : "subsidiary",
      orgNo: inventedOrgNo(index),
      parent,
      counterparty: String(301 + index),
      isSelf: false,
      vat: true,
      headcount,
      signedOn,
    };
  }),
];

export const isDepartment = (customer: CityCustomer): boolean => customer.kind === "department";

/** Employed persons in a year: the city grew a little before 2024. */
export function headcountOf(customer: CityCustomer, year: number): number {
  const percent = year === 2024 ? 100 : year === 2023 ? 99 : 97;
  return Math.floor((customer.headcount * percent + 50) / 100);
}
