import type { LayoutRow, Selection, StatementLayout } from "../layout.ts";
import { anyCost, anyRevenue, grant, intraGrant, revenueOrCost, sum } from "./rows.ts";

/** The bridge from the whole to what is external (R056): the same amount off revenue and off cost, so the result stands. */
export function elimination(): StatementLayout {
  const three = (
    id: string,
    [label_sv, label_en]: readonly [string, string],
    select: readonly Selection[],
    except: readonly string[] = [],
  ): LayoutRow[] => [
    revenueOrCost(`${id}-whole`, [`${label_sv}, helheten`, `${label_en}, whole`], 1, select, {
      except,
      basis: "whole",
    }),
    revenueOrCost(
      `${id}-internal`,
      [
        `varav interna poster, ${label_sv.toLowerCase()}`,
        `of which internal items, ${label_en.toLowerCase()}`,
      ],
      2,
      select.map((selection) => ({ ...selection, internal: true })),
      { except, basis: "whole" },
    ),
    revenueOrCost(
      `${id}-external`,
      [`${label_sv}, extern inkl nämnder`, `${label_en}, external incl. boards`],
      1,
      select,
      {
        except,
        basis: "external",
      },
    ),
  ];
  return {
    id: "elimination",
    title_sv: "Brygga mellan helheten och extern inkl nämnder",
    title_en: "Bridge between the whole and external including boards",
    columns: ["actual", "budget", "variance", "previous", "previous2"],
    basis: "whole",
    basisFixed: true,
    rows: [
      ...three("revenue", ["Intäkter", "Revenue"], [anyRevenue], ["grant", "intra-grant"]),
      ...three("cost", ["Kostnader", "Costs"], [anyCost]),
      revenueOrCost("grant", ["Kommunbidrag", "Municipal grant"], 1, [grant]),
      revenueOrCost(
        "intra-grant",
        ["Kommuninterna bidrag", "Grants within the municipality"],
        1,
        [intraGrant],
        {
          hideZero: true,
        },
      ),
      sum("result-whole", ["Resultat, helheten", "Result, whole"], 0, [
        "revenue-whole",
        "cost-whole",
        "grant",
        "intra-grant",
      ]),
      sum("result-internal", ["varav interna poster, netto", "of which internal items, net"], 1, [
        "revenue-internal",
        "cost-internal",
      ]),
      sum("result-external", ["Resultat, extern inkl nämnder", "Result, external incl. boards"], 0, [
        "revenue-external",
        "cost-external",
        "grant",
        "intra-grant",
      ]),
    ],
  };
}
