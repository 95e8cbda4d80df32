import { say, type Visit } from "../../platform/web/index.ts";
import { catalogueOf } from "../../service/catalogue/actions/index.ts";
import { statementIds } from "../../economy/statements/index.ts";
import { statementOf } from "../../economy/statements/actions/index.ts";

export interface Crumb {
  readonly path: string;
  readonly label: string;
}

/** The page a figure stands on: the way back from its basis. */
export async function placeOf(visit: Visit, id: string): Promise<readonly Crumb[]> {
  const [prefix = "", first = "", second = "", third = ""] = id.split("/")[0]?.split(":") ?? [];
  switch (prefix) {
    case "statement":
      return placeOfStatement(visit, first, Number(second));
    case "cost":
      return placeOfCost(visit, third);
    case "invoice":
      return [
        {
          path: `/invoices/${encodeURIComponent(first)}`,
          label: `${say(visit, "Faktura", "Invoice")} ${first}`,
        },
      ];
    case "price":
      return [{ path: "/price-list", label: say(visit, "Prislista", "Price list") }];
    case "settlement":
      return visit.person.role === "customer"
        ? []
        : [
            {
              path: `/settlements/${encodeURIComponent(first)}`,
              label: say(visit, "Återreglering", "Settlement"),
            },
          ];
    default:
      return [];
  }
}

async function placeOfStatement(visit: Visit, id: string, year: number): Promise<readonly Crumb[]> {
  if (!statementIds.includes(id)) return [];
  const statement = await visit.recall(`statement:${id}:${year}`, (tx) =>
    statementOf(tx, visit.provider.id, { id, year }),
  );
  return [
    { path: `/statements?year=${year}`, label: say(visit, "Rapporter", "Reports") },
    {
      path: `/statements/${id}?year=${year}`,
      label: `${visit.language === "sv" ? statement.title_sv : statement.title_en} ${year}`,
    },
  ];
}

async function placeOfCost(visit: Visit, service: string): Promise<readonly Crumb[]> {
  const all = { path: "/services", label: say(visit, "Tjänster", "Services") };
  const { services } = await visit.read((tx) => catalogueOf(tx, visit.provider.id));
  const known = services.find((each) => each.service === service);
  if (known === undefined) return [all];
  return [
    all,
    {
      path: `/services/${encodeURIComponent(service)}`,
      label: visit.language === "sv" ? known.nameSv : known.nameEn,
    },
  ];
}
