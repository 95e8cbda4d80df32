import { csv, type PackFile } from "./text.ts";

/** service, element, kind, until, step, comment. Which cost behaves how is invented; nothing in the books depends on it. */
const rows: readonly (readonly [string, string, string, string, string, string])[] = [
  ["", "staff", "fixed", "", "", "Personal följer inte enstaka enheter"],
  ["", "it", "fixed", "", "", "Plattformar och avtal till fast pris"],
  ["", "consultants", "fixed", "", "", "Förvaltningsuppdrag"],
  ["", "other", "fixed", "", "", "Lokaler och övrigt"],
  ["", "financial", "fixed", "", "", "Ränta och avskrivning"],
  ["DI-LIC", "it", "variable", "", "", "Licenser sägs upp per styck"],
  ["DI-O365", "it", "leased", "2024-10-31", "", "Avtalsår till och med oktober"],
  ["DI-ARB", "it", "leased", "2025-06-30", "", "Leasade klienter"],
  ["DI-UTS", "it", "leased", "2025-12-31", "", "Leasade skrivare"],
  ["DI-MOB", "it", "variable", "", "", "Abonnemang"],
  ["DI-TEL", "it", "variable", "", "", "Abonnemang"],
  ["DI-SRV", "it", "step", "", "100", "En värdmaskin bär 100 servrar"],
  ["DI-LAG", "it", "step", "", "50", "En lagringshylla bär 50 TB"],
];

/** How the city's costs follow their volumes, from the first year of the books. */
export function costBehaviourFile(): PackFile {
  return {
    path: "registers/cost-behaviour.csv",
    text: csv(
      "service,element,valid_from,valid_to,kind,until,step,comment,synthetic",
      rows.map(([service, element, kind, until, step, comment]) => [
        service,
        element,
        "2022-01-01",
        "",
        kind,
        until,
        step,
        comment,
        1,
      ]),
    ),
  };
}
