import {
  type Day,
  micro,
  type Micro,
  type Ore,
  parseDay,
  parseKronor,
  parseMicro,
  refused,
  type Result,
  resultOf,
  zeroOre,
} from "../../kernel/index.ts";
import { invalidUtf8At, Texts } from "../sie4/index.ts";
import { fromBase64 } from "./base64.ts";
import type {
  Attachment,
  BillingDocument,
  BillingLine,
  DayRange,
  MediaType,
  Payment,
  PrecedingInvoice,
  SupportingDocument,
  TradingParty,
  VatCategory,
} from "./billing-document.ts";
import { peppolProblem } from "./problems.ts";
import { totalsOf } from "./totals.ts";
import { componentSchema, customization, profile, schemaOf } from "./write.ts";
import { readXml, type XmlElement } from "./xml-reader.ts";

/**
 * Reads a Peppol BIS Billing 3.0 document of the shape that `writeBilling` gives: what is in a place that is not read is
 * a fault, never passed over, so that what was read is the whole document. Its totals must be those of its lines.
 */
export function readBilling(bytes: Uint8Array): Result<BillingDocument> {
  if (invalidUtf8At(bytes, 0, bytes.length) >= 0)
    return refused([peppolProblem("peppol.not-xml", "inte UTF-8", "not UTF-8")]);
  const texts = new Texts();
  texts.encoding = "utf8";
  const xml = readXml(texts.get(bytes, 0, bytes.length));
  if (!xml.ok) return xml;
  const reading: Reading = { faults: [], places: [] };
  const document = documentOf(new Place(xml.value, xml.value.name, reading));
  for (const place of reading.places) place.end();
  const problems = reading.faults.map((fault) => peppolProblem("peppol.not-billing", fault, fault));
  return resultOf(document, problems);
}

/** What has been found out so far, and every element that was looked into. */
interface Reading {
  readonly faults: string[];
  readonly places: Place[];
}

/** An element on its way to be read: children are taken one by one, and what is left over is told. */
class Place {
  readonly element: XmlElement;
  readonly path: string;
  readonly faults: string[];
  readonly #reading: Reading;
  readonly #left: Set<XmlElement>;

  constructor(element: XmlElement, path: string, reading: Reading) {
    this.element = element;
    this.path = path;
    this.faults = reading.faults;
    this.#reading = reading;
    this.#left = new Set(element.children);
    reading.places.push(this);
  }

  /** Every child of the name, in order. */
  all(name: string): Place[] {
    const [prefix, local] = name.split(":") as ["cac" | "cbc", string];
    const found = this.element.children.filter(
      (child) => child.name === local && child.namespace === componentSchema[prefix],
    );
    for (const child of found) this.#left.delete(child);
    return found.map((child) => new Place(child, `${this.path}/${name}`, this.#reading));
  }

  one(name: string): Place | undefined {
    const found = this.all(name);
    if (found.length > 1) this.faults.push(`${this.path}/${name} is there ${found.length} times`);
    return found[0];
  }

  /** The text of a child; an element within it is left over and so a fault. */
  text(name: string): string | undefined {
    return this.one(name)?.element.text;
  }

  required(name: string): string {
    const text = this.text(name);
    if (text === undefined) this.faults.push(`${this.path}/${name} is missing`);
    return text ?? "";
  }

  expect(name: string, value: string): void {
    const text = this.required(name);
    if (text !== value) this.faults.push(`${this.path}/${name} is ${text}, not ${value}`);
  }

  day(name: string): Day {
    return this.value(name, parseDay, "1900-01-01" as Day);
  }

  ore(name: string): Ore {
    const place = this.one(name);
    const amount = place === undefined ? undefined : parseKronor(place.element.text);
    if (amount === undefined || place?.attribute("currencyID") !== "SEK")
      this.faults.push(`${this.path}/${name} is no amount in SEK`);
    return amount ?? zeroOre;
  }

  value<T>(name: string, parse: (text: string) => T | undefined, otherwise: T): T {
    const text = this.required(name);
    const value = parse(text);
    if (value === undefined) this.faults.push(`${this.path}/${name} is ${text}`);
    return value ?? otherwise;
  }

  attribute(name: string): string {
    return this.element.attributes.get(name) ?? "";
  }

  /** A child that is passed through: its own children are read from what it returns. */
  within(name: string): Place {
    const nothing: XmlElement = { ...this.element, children: [], text: "" };
    return this.one(name) ?? new Place(nothing, `${this.path}/${name}`, this.#reading);
  }

  end(): void {
    for (const child of this.#left) this.faults.push(`${this.path}/${child.name} is not read`);
    if (this.element.children.length > 0 && this.element.text.trim() !== "")
      this.faults.push(`${this.path} has text between its elements`);
  }
}

/** Drops what is undefined, so that reading gives back exactly what was written. */
function present<T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function documentOf(root: Place): BillingDocument {
  const kind = root.element.name === "CreditNote" ? "credit-note" : "invoice";
  if (root.element.namespace !== schemaOf[kind]) root.faults.push(`${root.path} is no UBL 2.1 document`);
  const isInvoice = kind === "invoice";
  root.expect("cbc:CustomizationID", customization);
  root.expect("cbc:ProfileID", profile);
  root.expect(isInvoice ? "cbc:InvoiceTypeCode" : "cbc:CreditNoteTypeCode", isInvoice ? "380" : "381");
  root.expect("cbc:DocumentCurrencyCode", "SEK");
  const seller = partyOf(root.within("cac:AccountingSupplierParty"));
  const buyer = partyOf(root.within("cac:AccountingCustomerParty"));
  const means = root.within("cac:PaymentMeans");
  const references = root.all("cac:AdditionalDocumentReference");
  const [carried, named] = [references.filter(isCarried), references.filter((one) => !isCarried(one))];
  const document = present<BillingDocument>({
    kind,
    number: root.required("cbc:ID"),
    issueDay: root.day("cbc:IssueDate"),
    dueDay: isInvoice ? root.day("cbc:DueDate") : means.day("cbc:PaymentDueDate"),
    note: root.text("cbc:Note"),
    buyerReference: root.text("cbc:BuyerReference"),
    orderReference: root.one("cac:OrderReference")?.required("cbc:ID"),
    contractReference: root.one("cac:ContractDocumentReference")?.required("cbc:ID"),
    period: rangeOf(root.one("cac:InvoicePeriod")),
    precedingInvoices: root.all("cac:BillingReference").map((each): PrecedingInvoice => {
      const reference = each.within("cac:InvoiceDocumentReference");
      const day = reference.text("cbc:IssueDate");
      return present<PrecedingInvoice>({
        number: reference.required("cbc:ID"),
        issueDay: day === undefined ? undefined : parseDay(day),
      });
    }),
    attachments: carried.map(attachmentOf),
    supporting: named.length === 0 ? undefined : named.map(supportingOf),
    seller: { ...seller.party, approvedForTax: seller.approvedForTax },
    buyer: buyer.party,
    payment: paymentOf(means),
    paymentTerms: root.one("cac:PaymentTerms")?.text("cbc:Note"),
    lines: root
      .all(isInvoice ? "cac:InvoiceLine" : "cac:CreditNoteLine")
      .map((each) => lineOf(each, isInvoice)),
  });
  checkTotals(root, document);
  return document;
}

function checkTotals(root: Place, document: BillingDocument): void {
  const totals = totalsOf(document);
  const money = root.within("cac:LegalMonetaryTotal");
  const tax = root.within("cac:TaxTotal");
  const stated = [
    [tax.ore("cbc:TaxAmount"), totals.vatOre, "VAT"],
    [money.ore("cbc:LineExtensionAmount"), totals.netOre, "net"],
    [money.ore("cbc:TaxExclusiveAmount"), totals.netOre, "net"],
    [money.ore("cbc:TaxInclusiveAmount"), totals.totalOre, "total"],
    [money.ore("cbc:PayableAmount"), totals.totalOre, "payable"],
    ...tax.all("cac:TaxSubtotal").flatMap((row, index) => {
      const category = row.within("cac:TaxCategory");
      category.text("cbc:TaxExemptionReasonCode");
      category.text("cbc:TaxExemptionReason");
      category.within("cac:TaxScheme").expect("cbc:ID", "VAT");
      const should = totals.breakdown[index];
      const name = `${category.required("cbc:ID")} ${category.text("cbc:Percent") ?? "0"}`;
      return [
        [name, should && `${should.category} ${should.percent}`, "VAT category"],
        [row.ore("cbc:TaxableAmount"), should?.taxableOre, "taxable"],
        [row.ore("cbc:TaxAmount"), should?.taxOre, "tax"],
      ] as const;
    }),
  ] as const;
  for (const [is, should, what] of stated)
    if (is !== should) root.faults.push(`${what} is ${is}, the lines give ${should}`);
}

function rangeOf(place: Place | undefined): DayRange | undefined {
  if (place === undefined) return undefined;
  return { from: place.day("cbc:StartDate"), to: place.day("cbc:EndDate") };
}

/** Whether the supporting document stands in the message, or is only named there. */
function isCarried({ element }: Place): boolean {
  return element.children.some((child) => child.name === "Attachment");
}

function supportingOf(place: Place): SupportingDocument {
  return {
    id: place.required("cbc:ID"),
    description: place.required("cbc:DocumentDescription"),
  };
}

function attachmentOf(place: Place): Attachment {
  const object = place.within("cac:Attachment").one("cbc:EmbeddedDocumentBinaryObject");
  const content = fromBase64(object?.element.text ?? "=");
  if (content === undefined) place.faults.push(`${place.path} carries no readable attachment`);
  return present<Attachment>({
    id: place.required("cbc:ID"),
    description: place.text("cbc:DocumentDescription"),
    fileName: object?.attribute("filename") ?? "",
    mediaType: (object?.attribute("mimeCode") ?? "") as MediaType,
    content: content ?? new Uint8Array(),
  });
}

function partyOf(outer: Place): { party: TradingParty; approvedForTax: boolean } {
  const place = outer.within("cac:Party");
  const endpoint = place.one("cbc:EndpointID");
  const schemes = place.all("cac:PartyTaxScheme").map((each) => ({
    scheme: each.within("cac:TaxScheme").required("cbc:ID"),
    company: each.required("cbc:CompanyID"),
  }));
  const legal = place.within("cac:PartyLegalEntity");
  const address = place.within("cac:PostalAddress");
  const contact = place.one("cac:Contact");
  const party = present<TradingParty>({
    endpoint: { scheme: endpoint?.attribute("schemeID") ?? "", value: endpoint?.element.text ?? "" },
    name: legal.required("cbc:RegistrationName"),
    tradingName: place.one("cac:PartyName")?.text("cbc:Name"),
    organisationNumber: legal.text("cbc:CompanyID"),
    vatNumber: schemes.find((each) => each.scheme === "VAT")?.company,
    address: present<TradingParty["address"]>({
      street: address.text("cbc:StreetName"),
      postalCode: address.text("cbc:PostalZone"),
      city: address.text("cbc:CityName"),
      country: address.within("cac:Country").required("cbc:IdentificationCode"),
    }),
    contact: contact && {
      ...present<NonNullable<TradingParty["contact"]>>({
        name: contact.text("cbc:Name"),
        telephone: contact.text("cbc:Telephone"),
        email: contact.text("cbc:ElectronicMail"),
      }),
    },
  });
  return { party, approvedForTax: schemes.some((each) => each.scheme === "TAX") };
}

function paymentOf(means: Place): Payment {
  means.expect("cbc:PaymentMeansCode", "30");
  const account = means.within("cac:PayeeFinancialAccount");
  const branch = account.within("cac:FinancialInstitutionBranch").required("cbc:ID");
  const payment: Payment = {
    scheme: branch === "SE:PLUSGIRO" ? "plusgiro" : "bankgiro",
    account: account.required("cbc:ID"),
    reference: means.required("cbc:PaymentID"),
  };
  return payment;
}

function lineOf(place: Place, isInvoice: boolean): BillingLine {
  const item = place.within("cac:Item");
  const quantity = place.one(isInvoice ? "cbc:InvoicedQuantity" : "cbc:CreditedQuantity");
  const category = item.within("cac:ClassifiedTaxCategory");
  const price = place.within("cac:Price");
  const quantityMicro = parseMicro(quantity?.element.text ?? "");
  if (quantityMicro === undefined) place.faults.push(`${place.path} has no quantity`);
  category.within("cac:TaxScheme").expect("cbc:ID", "VAT");
  return present<BillingLine>({
    id: place.required("cbc:ID"),
    note: place.text("cbc:Note"),
    quantityMicro: quantityMicro ?? micro(0),
    unitCode: quantity?.attribute("unitCode") ?? "",
    priceMicro: price.value("cbc:PriceAmount", parseMicro, 0 as Micro),
    netOre: place.ore("cbc:LineExtensionAmount"),
    buyerAccounting: place.text("cbc:AccountingCost"),
    period: rangeOf(place.one("cac:InvoicePeriod")),
    name: item.required("cbc:Name"),
    description: item.text("cbc:Description"),
    sellersItem: item.one("cac:SellersItemIdentification")?.text("cbc:ID"),
    vat: {
      category: category.required("cbc:ID") as VatCategory,
      percent: Number(category.text("cbc:Percent") ?? "0"),
    },
  });
}
