import { methodsPage } from "../economy/costing/pages/methods-page.tsx";
import { type Act, type Entry, type Page, staffRoles } from "../platform/web/index.ts";
import { driverActs } from "../economy/costing/pages/driver-acts.ts";
import { driverAnswersPage } from "../economy/costing/pages/driver-answers-page.tsx";
import { driverPage, driversPage } from "../economy/costing/pages/driver-pages.tsx";
import { whatIfPage } from "../economy/costing/pages/what-if-page.tsx";
import { scenariosPage } from "../economy/costing/pages/scenarios-page.tsx";
import { lensesPage, lensPage } from "../economy/costing/pages/lens-page.tsx";
import { servicePage, servicesPage } from "../economy/costing/pages/service-pages.tsx";
import { correctionPage, correctionsPage } from "../economy/invoicing/pages/corrections-page.tsx";
import { customerPage, customersPage } from "../economy/invoicing/pages/customer-page.tsx";
import { invoicePage } from "../economy/invoicing/pages/invoice-page.tsx";
import { objectionActs } from "../economy/invoicing/pages/objection-acts.ts";
import { objectionsPage } from "../economy/invoicing/pages/objections-page.tsx";
import { deliveriesPage } from "../economy/invoicing/pages/deliveries-page.tsx";
import { runDiffPage } from "../economy/invoicing/pages/run-diff-page.tsx";
import { runPage, runsPage } from "../economy/invoicing/pages/runs-page.tsx";
import { priceActs } from "../economy/pricing/pages/price-acts.ts";
import { billingActs } from "../economy/invoicing/pages/billing-acts.ts";
import { settlementActs } from "../economy/settlement/pages/settlement-acts.ts";
import { priceListPage } from "../economy/pricing/pages/price-list-page.tsx";
import { savingPage } from "../economy/pricing/pages/saving-page.tsx";
import { reconciliationPage } from "../economy/reconciliation/pages/reconciliation-page.tsx";
import { compareSettlementsPage } from "../economy/settlement/pages/compare-page.tsx";
import { radarPage } from "../economy/settlement/pages/radar-page.tsx";
import { settlementPage, settlementsPage } from "../economy/settlement/pages/settlement-page.tsx";
import { statementPage, statementsPage } from "../economy/statements/pages/statement-page.tsx";
import { consolidationPage } from "../service/customers/pages/consolidation-page.tsx";
import { dialoguePage } from "./pages/dialogue-page.tsx";
import { explanationPage } from "./pages/explanation-page.tsx";
import { followUpPage } from "./pages/follow-up-page.tsx";
import { cancelJobAct, jobPage, jobsPage } from "./pages/job-pages.tsx";
import { logPage } from "./pages/log-page.tsx";
import { registerPage, registerRowPage, registersPage } from "./pages/registers-page.tsx";
import { serviceOfCustomerPage } from "./pages/service-of-customer-page.tsx";
import { startPage } from "./pages/start-page.tsx";
import { voucherPage } from "./pages/voucher-page.tsx";

/** Every address of the web. */
export const pages: readonly Page[] = [
  startPage,
  statementsPage,
  statementPage,
  servicesPage,
  servicePage,
  methodsPage,
  whatIfPage,
  scenariosPage,
  lensesPage,
  lensPage,
  driversPage,
  driverPage,
  driverAnswersPage,
  priceListPage,
  savingPage,
  customersPage,
  customerPage,
  followUpPage,
  serviceOfCustomerPage,
  dialoguePage,
  consolidationPage,
  registersPage,
  registerPage,
  registerRowPage,
  runsPage,
  runPage,
  runDiffPage,
  deliveriesPage,
  correctionsPage,
  correctionPage,
  invoicePage,
  objectionsPage,
  settlementsPage,
  compareSettlementsPage,
  radarPage,
  reconciliationPage,
  settlementPage,
  explanationPage,
  voucherPage,
  logPage,
  jobsPage,
  jobPage,
];

/** What people do: a form in the web, and the same address for machines. */
export const acts: readonly Act[] = [
  ...driverActs,
  ...priceActs,
  ...billingActs,
  ...objectionActs,
  ...settlementActs,
  cancelJobAct,
];

const everybody = [...staffRoles, "customer"] as const;

/** The top navigation, in the order the krona walks; what few need stands in the foot. */
export const entries: readonly Entry[] = [
  { path: "/", sv: "Året", en: "The year", allow: everybody },
  { path: "/statements", sv: "Rapporter", en: "Reports", allow: staffRoles },
  { path: "/services", sv: "Tjänster", en: "Services", allow: staffRoles },
  { path: "/customers", sv: "Kunder", en: "Customers", allow: staffRoles },
  { path: "/runs", sv: "Fakturering", en: "Billing", allow: staffRoles },
  { path: "/settlements", sv: "Återreglering", en: "Settlement", allow: staffRoles },
  { path: "/price-list", sv: "Prislista", en: "Price list", allow: ["customer"] },
  { path: "/price-list", sv: "Prislista", en: "Price list", allow: staffRoles, foot: true },
  { path: "/what-if", sv: "Tänk om", en: "What if", allow: staffRoles, foot: true },
  { path: "/scenarios", sv: "Scenarier", en: "Scenarios", allow: staffRoles, foot: true },
  { path: "/lenses", sv: "Perspektiv", en: "Lenses", allow: staffRoles, foot: true },
  { path: "/corrections", sv: "Rättelser", en: "Corrections", allow: staffRoles, foot: true },
  { path: "/saving", sv: "Verklig besparing", en: "True saving", allow: staffRoles, foot: true },
  { path: "/reconciliation", sv: "Avstämning", en: "Reconciliation", allow: staffRoles, foot: true },
  { path: "/drivers", sv: "Fördelningsgrunder", en: "Drivers", allow: staffRoles, foot: true },
  { path: "/driver-answers", sv: "Fördelningsgrunder", en: "Drivers", allow: ["customer"], foot: true },
  { path: "/consolidation", sv: "Konsolidering", en: "Consolidation", allow: staffRoles, foot: true },
  { path: "/dialogue", sv: "Kunddialog", en: "Dialogue", allow: staffRoles, foot: true },
  { path: "/registers", sv: "Register", en: "Registers", allow: everybody, foot: true },
  { path: "/objections", sv: "Invändningar", en: "Objections", allow: everybody, foot: true },
  { path: "/jobs", sv: "Jobb", en: "Jobs", allow: staffRoles, foot: true },
  { path: "/log", sv: "Behandlingshistorik", en: "Audit log", allow: ["administrator"], foot: true },
];
