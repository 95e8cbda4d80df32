import { measuresPage } from "../economy/costing/pages/measures-page.tsx";
import { modelActs } from "../economy/costing/pages/model-acts.ts";
import { modelPages } from "../economy/costing/pages/model-pages.tsx";
import { methodsPage } from "../economy/costing/pages/methods-page.tsx";
import { monthActs } from "../economy/closing/pages/month-acts.ts";
import { monthPage } from "../economy/closing/pages/month-page.tsx";
import { protocolPage } from "../economy/closing/pages/protocol-page.tsx";
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
import { orderActs } from "../economy/ordering/pages/order-acts.ts";
import { orderPage, ordersPage } from "../economy/ordering/pages/orders-page.tsx";
import { planActs } from "../economy/planning/pages/plan-acts.ts";
import { planPages } from "../economy/planning/pages/plan-pages.tsx";
import { uploadPage } from "../economy/metering/pages/upload-page.tsx";
import { usageActs } from "../economy/metering/pages/usage-acts.ts";
import { priceActs } from "../economy/pricing/pages/price-acts.ts";
import { billingActs } from "../economy/invoicing/pages/billing-acts.ts";
import { settlementActs } from "../economy/settlement/pages/settlement-acts.ts";
import { priceListPage } from "../economy/pricing/pages/price-list-page.tsx";
import { pricePlayPage } from "../economy/pricing/pages/price-play-page.tsx";
import { simulationPage } from "../economy/pricing/pages/simulation-page.tsx";
import { savingPage } from "../economy/pricing/pages/saving-page.tsx";
import { receivablesPage } from "../economy/invoicing/pages/receivables-page.tsx";
import { reconciliationActs } from "../economy/reconciliation/pages/reconciliation-acts.ts";
import { reconciliationPage } from "../economy/reconciliation/pages/reconciliation-page.tsx";
import { compareSettlementsPage } from "../economy/settlement/pages/compare-page.tsx";
import { radarPage } from "../economy/settlement/pages/radar-page.tsx";
import { settlementPage, settlementsPage } from "../economy/settlement/pages/settlement-page.tsx";
import { statementPage, statementsPage } from "../economy/statements/pages/statement-page.tsx";
import { checkActs } from "../reporting/checks/pages/check-acts.ts";
import { checkPage, checkResultPage } from "../reporting/checks/pages/check-page.tsx";
import { chapterPage, reportPage } from "../reporting/documents/pages/report-page.tsx";
import { consolidationPage } from "../service/customers/pages/consolidation-page.tsx";
import { dialoguePage } from "./pages/dialogue-page.tsx";
import { explanationPage } from "./pages/explanation-page.tsx";
import { followUpPage } from "./pages/follow-up-page.tsx";
import { cancelJobAct, jobPage, jobsPage } from "./pages/job-pages.tsx";
import { logPage } from "./pages/log-page.tsx";
import { mePage } from "./pages/me-page.tsx";
import { ownSignInActs } from "./pages/own-sign-in-acts.tsx";
import { peopleActs } from "./pages/people-acts.tsx";
import { peoplePage } from "./pages/people-page.tsx";
import { rightsPage } from "./pages/rights-page.tsx";
import { registerActs } from "./pages/register-acts.ts";
import { registerDraftPage } from "./pages/register-draft-page.tsx";
import { registerEditPage } from "./pages/register-edit-page.tsx";
import { registerRowPage } from "./pages/register-row-page.tsx";
import { registerPage, registersPage } from "./pages/registers-page.tsx";
import { serviceOfCustomerPage } from "./pages/service-of-customer-page.tsx";
import { webhookReaders } from "./mandates.ts";
import { helpPage, problemsPage } from "./pages/help-pages.tsx";
import { searchPage } from "./pages/search-page.tsx";
import { startPage } from "./pages/start-page.tsx";
import { booksActs } from "./pages/books-acts.ts";
import { booksPage, booksUploadPage } from "./pages/books-page.tsx";
import { beginPage } from "./pages/begin-page.tsx";
import { whyPage } from "./pages/why-page.tsx";
import { yearPage } from "./pages/year-page.tsx";
import { customerActs } from "./pages/customer-acts.ts";
import { organisationPage } from "./pages/organisation-page.tsx";
import { usagePage } from "./pages/usage-page.tsx";
import { webhookActs } from "./pages/webhook-acts.tsx";
import { webhookPage, webhooksPage } from "./pages/webhook-pages.tsx";
import { voucherPage } from "./pages/voucher-page.tsx";

/** Every address of the web. */
export const pages: readonly Page[] = [
  startPage,
  yearPage,
  beginPage,
  whyPage,
  monthPage,
  booksPage,
  booksUploadPage,
  protocolPage,
  searchPage(() => entries),
  helpPage,
  problemsPage,
  statementsPage,
  reportPage,
  chapterPage,
  statementPage,
  servicesPage,
  servicePage,
  measuresPage,
  methodsPage,
  ...modelPages,
  whatIfPage,
  scenariosPage,
  lensesPage,
  lensPage,
  driversPage,
  driverPage,
  driverAnswersPage,
  ...planPages,
  priceListPage,
  simulationPage,
  pricePlayPage,
  savingPage,
  usagePage,
  uploadPage,
  ordersPage,
  orderPage,
  customersPage,
  customerPage,
  followUpPage,
  serviceOfCustomerPage,
  dialoguePage,
  consolidationPage,
  organisationPage,
  registersPage,
  registerPage,
  registerRowPage,
  registerEditPage,
  registerDraftPage,
  runsPage,
  runPage,
  runDiffPage,
  deliveriesPage,
  correctionsPage,
  correctionPage,
  invoicePage,
  objectionsPage,
  receivablesPage,
  settlementsPage,
  compareSettlementsPage,
  radarPage,
  reconciliationPage,
  checkPage,
  checkResultPage,
  settlementPage,
  explanationPage,
  voucherPage,
  peoplePage,
  rightsPage(() => ({ pages, acts })),
  logPage,
  jobsPage,
  jobPage,
  webhooksPage,
  webhookPage,
  mePage,
];

/** What people do: a form in the web, and the same address for machines. */
export const acts: readonly Act[] = [
  ...monthActs,
  ...booksActs,
  ...driverActs,
  ...modelActs,
  ...planActs,
  ...usageActs,
  ...priceActs,
  ...orderActs,
  ...billingActs,
  ...objectionActs,
  ...settlementActs,
  ...reconciliationActs,
  ...checkActs,
  ...customerActs,
  ...registerActs,
  cancelJobAct,
  ...webhookActs,
  ...peopleActs,
  ...ownSignInActs,
];

const everybody = [...staffRoles, "customer"] as const;

/** The five entries with every page under one of them, and the settings; what few need stands in the foot. */
export const entries: readonly Entry[] = [
  {
    path: "/",
    sv: "Att göra",
    en: "To do",
    allow: staffRoles,
    pages: [
      { path: "/", sv: "Att göra", en: "To do", allow: staffRoles },
      { path: "/year", sv: "Året", en: "The year", allow: staffRoles },
    ],
  },
  { path: "/", sv: "Året", en: "The year", allow: ["customer"] },
  {
    path: "/month",
    sv: "Månad",
    en: "Month",
    allow: staffRoles,
    pages: [
      { path: "/month", sv: "Stängning", en: "Closing", allow: staffRoles },
      { path: "/books", sv: "Bokföring", en: "Books", allow: staffRoles },
      { path: "/drivers", sv: "Fördelningsgrunder", en: "Drivers", allow: staffRoles },
      { path: "/runs", sv: "Fakturering", en: "Billing", allow: staffRoles },
      { path: "/usage", sv: "Förbrukning", en: "Usage", allow: staffRoles },
      { path: "/orders", sv: "Beställningar", en: "Orders", allow: staffRoles },
      { path: "/corrections", sv: "Rättelser", en: "Corrections", allow: staffRoles },
      { path: "/receivables", sv: "Fordringar", en: "Receivables", allow: staffRoles },
      { path: "/reconciliation", sv: "Avstämning", en: "Reconciliation", allow: staffRoles },
      { path: "/settlements", sv: "Återreglering", en: "Settlement", allow: staffRoles },
      { path: "/settlements/radar", sv: "Radar", en: "Radar", allow: staffRoles },
    ],
  },
  {
    path: "/services",
    sv: "Tjänster",
    en: "Services",
    allow: staffRoles,
    covers: ["/explain/cost", "/explain/price"],
    pages: [
      { path: "/services", sv: "Katalogen", en: "Catalogue", allow: staffRoles },
      { path: "/plans", sv: "Budget och prognos", en: "Budget and forecast", allow: staffRoles },
      { path: "/price-list", sv: "Prislista", en: "Price list", allow: staffRoles },
      { path: "/what-if", sv: "Tänk om", en: "What if", allow: staffRoles },
      { path: "/scenarios", sv: "Scenarier", en: "Scenarios", allow: staffRoles },
      { path: "/lenses", sv: "Perspektiv", en: "Lenses", allow: staffRoles },
      { path: "/models", sv: "Kalkylmodeller", en: "Costing models", allow: staffRoles },
      { path: "/costing/methods", sv: "Kalkylmetoder", en: "Costing methods", allow: staffRoles },
      { path: "/costing/measures", sv: "Annat än kronor", en: "Other than kronor", allow: staffRoles },
    ],
  },
  { path: "/price-list", sv: "Prislista", en: "Price list", allow: ["customer"] },
  { path: "/driver-answers", sv: "Fördelningsgrunder", en: "Drivers", allow: ["customer"] },
  { path: "/orders", sv: "Beställningar", en: "Orders", allow: ["customer"] },
  { path: "/objections", sv: "Invändningar", en: "Objections", allow: ["customer"] },
  {
    path: "/customers",
    sv: "Kunder",
    en: "Customers",
    allow: staffRoles,
    covers: ["/invoices", "/explain/invoice"],
    pages: [
      { path: "/customers", sv: "Kunder", en: "Customers", allow: staffRoles, covers: ["/invoices"] },
      { path: "/dialogue", sv: "Kunddialog", en: "Dialogue", allow: staffRoles },
      { path: "/objections", sv: "Invändningar", en: "Objections", allow: staffRoles },
      { path: "/consolidation", sv: "Konsolidering", en: "Consolidation", allow: staffRoles },
      { path: "/organisation", sv: "Organisationsregister", en: "Organisation register", allow: staffRoles },
      { path: "/saving", sv: "Verklig besparing", en: "True saving", allow: staffRoles },
    ],
  },
  {
    path: "/statements",
    sv: "Rapporter",
    en: "Reports",
    allow: staffRoles,
    covers: ["/explain/statement", "/vouchers"],
    pages: [
      { path: "/statements", sv: "Alla rapporter", en: "All reports", allow: staffRoles },
      { path: "/report", sv: "Årsrapport", en: "Annual report", allow: staffRoles },
      { path: "/report-check", sv: "Kontrollera en rapport", en: "Check a report", allow: staffRoles },
      { path: "/statements/summary", sv: "Sammandrag", en: "Summary", allow: staffRoles },
      { path: "/statements/income", sv: "Resultat", en: "Income", allow: staffRoles },
      { path: "/statements/balance", sv: "Balans", en: "Balance", allow: staffRoles },
      { path: "/statements/departments", sv: "Avdelningar", en: "Departments", allow: staffRoles },
      { path: "/statements/kpi", sv: "Nyckeltal", en: "Key figures", allow: staffRoles },
    ],
  },
  {
    path: "/registers",
    sv: "Inställningar",
    en: "Settings",
    allow: everybody,
    foot: true,
    pages: [
      { path: "/registers", sv: "Register", en: "Registers", allow: everybody },
      { path: "/begin", sv: "Börja med egna", en: "Begin with your own", allow: staffRoles },
      { path: "/jobs", sv: "Jobb", en: "Jobs", allow: staffRoles },
      { path: "/webhooks", sv: "Webhooks", en: "Webhooks", allow: webhookReaders },
      { path: "/me", sv: "Min inloggning", en: "My sign-in", allow: everybody },
      { path: "/people", sv: "Personer", en: "People", allow: ["administrator", "auditor"] },
      { path: "/rights", sv: "Behörigheter", en: "Rights", allow: ["administrator", "auditor"] },
      { path: "/log", sv: "Behandlingshistorik", en: "Audit log", allow: ["administrator", "auditor"] },
    ],
  },
  { path: "/me", sv: "Min inloggning", en: "My sign-in", allow: everybody, foot: true },
  { path: "/people", sv: "Personer", en: "People", allow: ["administrator", "auditor"], foot: true },
  {
    path: "/log",
    sv: "Behandlingshistorik",
    en: "Audit log",
    allow: ["administrator", "auditor"],
    foot: true,
  },
  {
    path: "/help",
    sv: "Hjälp",
    en: "Help",
    allow: everybody,
    foot: true,
    pages: [
      { path: "/help", sv: "Hjälp och ordlista", en: "Help and glossary", allow: everybody },
      { path: "/help/problems", sv: "Problem", en: "Problems", allow: everybody },
    ],
  },
];
