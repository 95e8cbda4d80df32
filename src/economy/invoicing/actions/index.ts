export {
  type BillingBasis,
  basisOf,
  billedCustomers,
  billedServices,
  type Seller,
  sellerOf,
} from "./basis.ts";
export {
  acceptCorrection,
  acceptCorrectionRun,
  type AcceptedCorrection,
  computeCorrection,
  computeCorrections,
  type CorrectionInput,
  type CorrectionProposal,
  rehearseCorrection,
  rehearseCorrections,
} from "./correct.ts";
export { correctionsOf } from "./corrections.ts";
export { deliver, type DeliverQuestion, type DeliverResult } from "./deliver.ts";
export { deliveriesOf, markDelivered, recordAnswer } from "./deliveries.ts";
export { billingHandlers, realWorld, startDelivery, startIssue, startRehearsal } from "./run-jobs.ts";
export type { DeliveryWorld } from "./outlets.ts";
export { chargedExplainer } from "./explain-charged.ts";
export { invoiceExplainer } from "./explain.ts";
export { clauseExplainer, orderExplainer } from "./explain-ordered.ts";
export {
  type ExportedFile,
  type ExportFormat,
  exportDocuments,
  exportFormats,
  type ExportQuestion,
} from "./export.ts";
export { type HistoryRow, loadHistory } from "./history.ts";
export { invariants } from "./invariants.ts";
export { type DocumentKind, type Issued, issueDocuments, type IssueInput } from "./issue-documents.ts";
export {
  answerObjection,
  creditDocuments,
  creditObjection,
  type CreditedObjection,
  daysToAnswer,
  type ObjectionAnswer,
  objectionsOf,
  raiseObjection,
  voidInvoice,
  withdrawObjection,
} from "./objections.ts";
export { receivablesOn } from "./receivables.ts";
export { monthDiffOf } from "./month-diff.ts";
export { contentHashOf, proposeRun, type RunProposal } from "./propose-run.ts";
export {
  billingRuns,
  type InvoicedAmount,
  invoicedAmounts,
  type InvoiceHead,
  invoiceOf,
  invoicesOf,
  linesOfPeriod,
  requireCustomer,
  requiredInvoice,
  type StoredInvoice,
} from "./read.ts";
export { type RevenueBase, revenueDriversOf, type RevenueQuestion } from "./revenue-drivers.ts";
export { approve, gatesOfRun, issue, type Rehearsal, rehearse } from "./runs.ts";
export { chargesFor, documentOfVoucher, linesOfVoucher } from "../sql/booked.ts";
