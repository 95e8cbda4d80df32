import { csv, type PackFile } from "./text.ts";

const invented = "Påhittat";

/**
 * Orders and a price that follows an index, all invented and all from 2025 on: nothing of them is in the year that the example bills, so
 * that its printed totals stand.
 */
export function orderFiles(): PackFile[] {
  return [
    {
      path: "orders/order-terms.csv",
      text: csv("item,proration,valid_from,valid_to,comment", [
        ["DI-LIC-V", "calendar-day", "2025-01-01", "", invented],
        ["DI-MOB-V", "half-month", "2025-01-01", "", invented],
      ]),
    },
    {
      path: "orders/orders.csv",
      text: csv(
        "order_no,customer,item,quantity,valid_from,valid_to,state,replaces,agreement,ordered_by,ordered_on,confirmed_by,confirmed_on,reference,synthetic,comment",
        [
          order("GSF-1", ["GSF", "DI-LIC-V", 400, "2025-01-01", "confirmed", ""], "Årets licenser"),
          order("GSF-2", ["GSF", "DI-LIC-V", 60, "2025-01-16", "confirmed", ""], "Ny skola"),
          order("GSF-3", ["GSF", "DI-LIC-V", 45, "2025-02-10", "confirmed", "GSF-2"], "Färre än väntat"),
          order("LISEBERG-1", ["LISEBERG", "DI-MOB-V", 25, "2025-01-20", "confirmed", ""], "Säsongsstart"),
          order("LISEBERG-2", ["LISEBERG", "DI-MOB-V", 10, "2025-03-01", "requested", ""], "Fler i parken"),
        ],
      ),
    },
    {
      path: "orders/index-series.csv",
      text: csv("series,name_sv,name_en,source,synthetic,comment", [
        ["EXEMPEL", "Exempelindex", "Example index", "Påhittad serie, ingen publicerad", "yes", invented],
      ]),
    },
    {
      path: "orders/index-values.csv",
      text: csv("series,period,value,source", [
        ["EXEMPEL", "2023-10", "100", invented],
        ["EXEMPEL", "2024-10", "102.4", invented],
      ]),
    },
    {
      path: "orders/index-clauses.csv",
      text: csv(
        "clause,customer,item,agreement,base_price,series,base_period,share,review_month,index_month,floor,cap,valid_from,valid_to,synthetic,comment",
        [
          [
            "IX-LISEBERG-1",
            "LISEBERG",
            "DI-MOB-V",
            "",
            "150",
            "EXEMPEL",
            "2023-10",
            "80",
            "2",
            "10",
            "100",
            "105",
            "2025-01-01",
            "",
            "yes",
            "Påhittad klausul: fyra femtedelar av priset följer index, aldrig under baspriset",
          ],
        ],
      ),
    },
  ];
}

function order(
  no: string,
  [customer, item, quantity, from, state, replaces]: readonly [
    string,
    string,
    number,
    string,
    string,
    string,
  ],
  reference: string,
): (string | number)[] {
  const confirmed = state === "confirmed";
  const [by, on] = confirmed ? ["kundansvarig", "2024-12-10"] : ["", ""];
  return [
    no,
    customer,
    item,
    quantity,
    from,
    "",
    state,
    replaces,
    "",
    confirmed ? "kundansvarig" : "liseberg",
    "2024-12-10",
    by,
    on,
    reference,
    "yes",
    invented,
  ];
}
