import type { Mandate } from "../../platform/access/index.ts";

/** Who may load the books by the web and by machines. */
export const loadingBooks: Mandate = {
  mandate: "books.load",
  sv: "läsa in bokföring",
  en: "load books",
  roles: ["controller"],
};

/** Who may do what with the books (befogenheter). Reopening takes two people of these roles. */
export const closingPeriods: Mandate = {
  mandate: "period.close",
  sv: "stänga och öppna perioder",
  en: "close and reopen periods",
  roles: ["controller", "approver"],
};
