import { say, type Visit, yearEnd } from "../../platform/web/index.ts";
import { catalogueOf } from "../../service/catalogue/actions/index.ts";
import { statementIds } from "../../economy/statements/index.ts";
import { statementOf } from "../../economy/statements/actions/index.ts";

export interface Crumb {
  readonly path: string;
  readonly label: string;
}

/** The ids of the figures that a figure is a part of, outermost first: ids grow with `/` and with `:` after it. */
export function aboveOf(id: string): string[] {
  const parts = id.split("/");
  const found: string[] = [];
  // A voucher's own name has slashes in it.
  for (let length = id.startsWith("voucher:") ? 3 : 1; length < parts.length; length++) {
    if (parts[length - 1] === "of") continue;
    found.push(parts.slice(0, length).join("/"));
  }
  const last = parts.at(-1) ?? "";
  if (parts.length > 1 && /:\d{4}-\d{2}$/.test(last)) found.push(id.replace(/:\d{4}-\d{2}$/, ""));
  return found.filter((above) => above !== id);
}

/** The page a figure stands on: the way back from its basis. */
export async function placeOf(visit: Visit, of: string): Promise<readonly Crumb[]> {
  const id = of.replace(/^less:/, "");
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
    case "voucher": {
      const [year = "", series = "", rest = ""] = id.slice("voucher:".length).split("/");
      const [number = "", line = ""] = rest.split(":");
      const path = `/vouchers/${[year, series, number].map(encodeURIComponent).join("/")}`;
      return [
        {
          path: line === "" ? path : `${path}?line=${line}#line-${line}`,
          label: `${say(visit, "Verifikation", "Voucher")} ${year}/${series}/${number}`,
        },
      ];
    }
    case "settled":
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
  const { services } = await visit.read((tx) => catalogueOf(tx, visit.provider.id, yearEnd(visit)));
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
