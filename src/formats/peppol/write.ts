import { formatKronor, formatMicro, ok, type Ore, refused, type Result } from "../../kernel/index.ts";
import { utf8 } from "../csv/index.ts";
import { base64 } from "./base64.ts";
import type {
  BillingDocument,
  BillingLine,
  DayRange,
  Payment,
  SellingParty,
  TradingParty,
} from "./billing-document.ts";
import { peppolProblem } from "./problems.ts";
import { billingProblems } from "./rules.ts";
import { giroNumber, organisationNumber } from "./swedish-identifiers.ts";
import { type Totals, totalsOf, type VatSum } from "./totals.ts";
import { branch, escapedAttribute, leaf } from "../xml/index.ts";

/** Receivers and gateways in the Swedish public sector take messages of two megabytes. */
export const sizeLimitBytes = 2 * 1024 * 1024;

export const customization = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
export const profile = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
export const schemaOf = {
  invoice: "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
  "credit-note": "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
} as const;
export const componentSchema = {
  cac: "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
  cbc: "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
} as const;
export const approvedForTaxText = "Godkänd för F-skatt";

/**
 * A Peppol BIS Billing 3.0 document as bytes (UBL 2.1), or everything a receiver would refuse it for. The same document
 * gives the same bytes: element order is the schema's, nothing is taken from a clock.
 */
export function writeBilling(
  document: BillingDocument,
  { limitBytes = sizeLimitBytes }: { readonly limitBytes?: number } = {},
): Result<Uint8Array> {
  const problems = billingProblems(document);
  if (problems.length > 0) return refused(problems);
  const bytes = utf8(xmlOf(document));
  if (bytes.length > limitBytes) {
    const size = `${(bytes.length / 1_000_000).toFixed(1)} MB > ${(limitBytes / 1_000_000).toFixed(1)} MB`;
    return refused([peppolProblem("peppol.too-large", size, size)]);
  }
  return ok(bytes);
}

function xmlOf(document: BillingDocument): string {
  const isInvoice = document.kind === "invoice";
  const root = isInvoice ? "Invoice" : "CreditNote";
  const totals = totalsOf(document);
  const head = [
    leaf("cbc:CustomizationID", customization),
    leaf("cbc:ProfileID", profile),
    leaf("cbc:ID", document.number),
    leaf("cbc:IssueDate", document.issueDay),
    isInvoice ? leaf("cbc:DueDate", document.dueDay) : "",
    leaf(isInvoice ? "cbc:InvoiceTypeCode" : "cbc:CreditNoteTypeCode", isInvoice ? "380" : "381"),
    leaf("cbc:Note", document.note),
    leaf("cbc:DocumentCurrencyCode", "SEK"),
    leaf("cbc:BuyerReference", document.buyerReference),
    period(document.period),
    branch("cac:OrderReference", leaf("cbc:ID", document.orderReference)),
    ...document.precedingInvoices.map((each) =>
      branch(
        "cac:BillingReference",
        branch(
          "cac:InvoiceDocumentReference",
          leaf("cbc:ID", each.number),
          leaf("cbc:IssueDate", each.issueDay),
        ),
      ),
    ),
    branch("cac:ContractDocumentReference", leaf("cbc:ID", document.contractReference)),
    ...(document.supporting ?? []).map((each) =>
      branch(
        "cac:AdditionalDocumentReference",
        leaf("cbc:ID", each.id),
        leaf("cbc:DocumentDescription", each.description),
      ),
    ),
    ...document.attachments.map((each) =>
      branch(
        "cac:AdditionalDocumentReference",
        leaf("cbc:ID", each.id),
        leaf("cbc:DocumentDescription", each.description),
        branch(
          "cac:Attachment",
          leaf(
            "cbc:EmbeddedDocumentBinaryObject",
            base64(each.content),
            ` mimeCode="${each.mediaType}" filename="${escapedAttribute(each.fileName)}"`,
          ),
        ),
      ),
    ),
  ];
  const body = [
    branch("cac:AccountingSupplierParty", party(document.seller, taxApproval(document.seller))),
    branch("cac:AccountingCustomerParty", party(document.buyer, "")),
    paymentMeans(document.payment, isInvoice ? undefined : document.dueDay),
    branch("cac:PaymentTerms", leaf("cbc:Note", document.paymentTerms)),
    taxTotal(totals),
    branch(
      "cac:LegalMonetaryTotal",
      amount("cbc:LineExtensionAmount", totals.netOre),
      amount("cbc:TaxExclusiveAmount", totals.netOre),
      amount("cbc:TaxInclusiveAmount", totals.totalOre),
      amount("cbc:PayableAmount", totals.totalOre),
    ),
    ...document.lines.map((line) => lineXml(line, isInvoice)),
  ];
  const names = `xmlns="${schemaOf[document.kind]}" xmlns:cac="${componentSchema.cac}" xmlns:cbc="${componentSchema.cbc}"`;
  const parts = [...head, ...body].filter((part) => part !== "");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${names}>\n${parts.join("\n")}\n</${root}>\n`;
}

function amount(name: string, value: Ore): string {
  return leaf(name, formatKronor(value), ' currencyID="SEK"');
}

function period(range: DayRange | undefined): string {
  return range === undefined
    ? ""
    : branch("cac:InvoicePeriod", leaf("cbc:StartDate", range.from), leaf("cbc:EndDate", range.to));
}

function taxApproval(seller: SellingParty): string {
  return seller.approvedForTax
    ? branch(
        "cac:PartyTaxScheme",
        leaf("cbc:CompanyID", approvedForTaxText),
        branch("cac:TaxScheme", leaf("cbc:ID", "TAX")),
      )
    : "";
}

function party(each: TradingParty, taxSchemes: string): string {
  const { address, contact } = each;
  const number = each.organisationNumber && organisationNumber(each.organisationNumber);
  return branch(
    "cac:Party",
    leaf("cbc:EndpointID", each.endpoint.value, ` schemeID="${escapedAttribute(each.endpoint.scheme)}"`),
    branch("cac:PartyName", leaf("cbc:Name", each.tradingName)),
    branch(
      "cac:PostalAddress",
      leaf("cbc:StreetName", address.street),
      leaf("cbc:CityName", address.city),
      leaf("cbc:PostalZone", address.postalCode),
      branch("cac:Country", leaf("cbc:IdentificationCode", address.country)),
    ),
    each.vatNumber === undefined
      ? ""
      : branch(
          "cac:PartyTaxScheme",
          leaf("cbc:CompanyID", each.vatNumber.replace(/[\s-]/g, "")),
          branch("cac:TaxScheme", leaf("cbc:ID", "VAT")),
        ),
    taxSchemes,
    branch(
      "cac:PartyLegalEntity",
      leaf("cbc:RegistrationName", each.name),
      leaf("cbc:CompanyID", number, ' schemeID="0007"'),
    ),
    branch(
      "cac:Contact",
      leaf("cbc:Name", contact?.name),
      leaf("cbc:Telephone", contact?.telephone),
      leaf("cbc:ElectronicMail", contact?.email),
    ),
  );
}

/** Code 30 with the giro as the branch is what the Swedish rules want (SE-R-007 to SE-R-012). */
function paymentMeans({ scheme, account, reference }: Payment, dueDay: string | undefined): string {
  return branch(
    "cac:PaymentMeans",
    leaf("cbc:PaymentMeansCode", "30", ' name="Credit transfer"'),
    leaf("cbc:PaymentDueDate", dueDay),
    leaf("cbc:PaymentID", reference),
    branch(
      "cac:PayeeFinancialAccount",
      leaf("cbc:ID", giroNumber(scheme, account)),
      branch(
        "cac:FinancialInstitutionBranch",
        leaf("cbc:ID", scheme === "bankgiro" ? "SE:BANKGIRO" : "SE:PLUSGIRO"),
      ),
    ),
  );
}

function taxTotal({ vatOre, breakdown }: Totals): string {
  return branch(
    "cac:TaxTotal",
    amount("cbc:TaxAmount", vatOre),
    ...breakdown.map((row) =>
      branch(
        "cac:TaxSubtotal",
        amount("cbc:TaxableAmount", row.taxableOre),
        amount("cbc:TaxAmount", row.taxOre),
        taxCategory("cac:TaxCategory", row, reasonOf(row)),
      ),
    ),
  );
}

/** The standard wants a reason wherever no VAT is charged on what could have had it (BR-O-10, BR-E-10). */
function reasonOf({ category }: VatSum): string {
  if (category === "O") return leaf("cbc:TaxExemptionReasonCode", "VATEX-EU-O");
  return category === "E" ? leaf("cbc:TaxExemptionReason", "Undantaget från moms") : "";
}

function taxCategory(
  name: string,
  { category, percent }: Pick<VatSum, "category" | "percent">,
  reason = "",
): string {
  return branch(
    name,
    leaf("cbc:ID", category),
    // Outside the scope of VAT there is no rate, not even nought (BR-O-05).
    category === "O" ? "" : leaf("cbc:Percent", String(percent)),
    reason,
    branch("cac:TaxScheme", leaf("cbc:ID", "VAT")),
  );
}

function lineXml(line: BillingLine, isInvoice: boolean): string {
  return branch(
    isInvoice ? "cac:InvoiceLine" : "cac:CreditNoteLine",
    leaf("cbc:ID", line.id),
    leaf("cbc:Note", line.note),
    leaf(
      isInvoice ? "cbc:InvoicedQuantity" : "cbc:CreditedQuantity",
      formatMicro(line.quantityMicro),
      ` unitCode="${escapedAttribute(line.unitCode)}"`,
    ),
    amount("cbc:LineExtensionAmount", line.netOre),
    leaf("cbc:AccountingCost", line.buyerAccounting),
    period(line.period),
    branch(
      "cac:Item",
      leaf("cbc:Description", line.description),
      leaf("cbc:Name", line.name),
      branch("cac:SellersItemIdentification", leaf("cbc:ID", line.sellersItem)),
      taxCategory("cac:ClassifiedTaxCategory", line.vat),
    ),
    branch("cac:Price", leaf("cbc:PriceAmount", formatMicro(line.priceMicro), ' currencyID="SEK"')),
  );
}
