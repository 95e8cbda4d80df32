import { type Entry, type Page, staffRoles } from "../platform/web/index.ts";
import { statementPage, statementsPage } from "../economy/statements/pages/statement-page.tsx";
import { customerPage, customersPage } from "../economy/invoicing/pages/customer-page.tsx";
import { invoicePage } from "../economy/invoicing/pages/invoice-page.tsx";
import { explanationPage } from "./pages/explanation-page.tsx";
import { startPage } from "./pages/start-page.tsx";
import { voucherPage } from "./pages/voucher-page.tsx";

/** Every address of the web. */
export const pages: readonly Page[] = [
  startPage,
  statementsPage,
  statementPage,
  customersPage,
  customerPage,
  invoicePage,
  explanationPage,
  voucherPage,
];

/** The top navigation. */
export const entries: readonly Entry[] = [
  { path: "/", sv: "Året", en: "The year", allow: [...staffRoles, "customer"] },
  { path: "/statements", sv: "Rapporter", en: "Reports", allow: staffRoles },
  { path: "/customers", sv: "Kunder", en: "Customers", allow: [...staffRoles, "customer"] },
  { path: "/settlements", sv: "Återreglering", en: "Settlement", allow: staffRoles },
];
