import { excerpt, lineAmount, type Problem } from "../../kernel/index.ts";
import {
  type BillingDocument,
  type BillingLine,
  type Identifier,
  mediaTypes,
  type TradingParty,
} from "./billing-document.ts";
import { type PeppolProblemCode, peppolProblem } from "./problems.ts";
import { giroNumber, organisationNumber, vatNumber } from "./swedish-identifiers.ts";
import { totalsOf } from "./totals.ts";
import { unwritableIn } from "../xml/index.ts";

/**
 * What a receiver would send the document back for, told before it is issued: EN 16931, Peppol BIS Billing 3.0 and its
 * Swedish rules as far as our documents can break them. The official rules are run on what we write in the tests.
 */
export function billingProblems(document: BillingDocument): Problem[] {
  const found: Problem[] = [];
  const tell = (code: PeppolProblemCode, sv?: string, en?: string): void => {
    found.push(peppolProblem(code, sv, en));
  };
  const { seller, buyer, payment, lines } = document;
  const outside = lines.length > 0 && lines.every((line) => line.vat.category === "O");
  checkParty("säljaren", "the seller", seller, tell);
  checkParty("köparen", "the buyer", buyer, tell);
  if (seller.vatNumber === undefined ? !outside : !vatNumber(seller.vatNumber) || outside)
    tell(
      "peppol.bad-vat-number",
      `säljaren: ${seller.vatNumber ?? "-"}`,
      `the seller: ${seller.vatNumber ?? "-"}`,
    );
  if (
    buyer.vatNumber !== undefined &&
    (outside || (buyer.vatNumber.startsWith("SE") && !vatNumber(buyer.vatNumber)))
  )
    tell("peppol.bad-vat-number", `köparen: ${buyer.vatNumber}`, `the buyer: ${buyer.vatNumber}`);
  if (isBlank(document.buyerReference) && isBlank(document.orderReference)) tell("peppol.missing-reference");
  if (document.kind === "credit-note" && document.precedingInvoices.length === 0)
    tell("peppol.missing-preceding-invoice");
  if (giroNumber(payment.scheme, payment.account) === undefined)
    tell(
      "peppol.bad-account",
      `${payment.scheme} ${payment.account}`,
      `${payment.scheme} ${payment.account}`,
    );
  if (!outside && lines.some((line) => line.vat.category === "O")) tell("peppol.mixed-vat");
  if (lines.length === 0) tell("peppol.bad-line", "dokumentet har inga rader", "the document has no lines");
  for (const line of lines) checkLine(line, tell);
  if (totalsOf(document).totalOre < 0) tell("peppol.negative-total");
  for (const attachment of document.attachments)
    if (!(mediaTypes as readonly string[]).includes(attachment.mediaType))
      tell("peppol.bad-attachment", attachment.fileName, attachment.fileName);
  checkTexts(document, "", tell);
  return found;
}

type Tell = (code: PeppolProblemCode, sv?: string, en?: string) => void;

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === "";
}

function checkParty(sv: string, en: string, party: TradingParty, tell: Tell): void {
  const { address, endpoint, organisationNumber: number } = party;
  if (isBlank(address.street) || isBlank(address.postalCode) || isBlank(address.city))
    tell("peppol.missing-address", sv, en);
  if (!isEndpoint(endpoint))
    tell(
      "peppol.missing-endpoint",
      `${sv}: ${endpoint.scheme}:${endpoint.value}`,
      `${en}: ${endpoint.scheme}:${endpoint.value}`,
    );
  if (number !== undefined && organisationNumber(number) === undefined)
    tell("peppol.bad-organisation-number", `${sv}: ${number}`, `${en}: ${number}`);
}

/** Scheme 0007 is the Swedish organisation number, ten digits with a check digit (PEPPOL-COMMON-R049). */
function isEndpoint({ scheme, value }: Identifier): boolean {
  if (!/^\d{4}$/.test(scheme) || isBlank(value)) return false;
  return scheme !== "0007" || (/^\d{10}$/.test(value) && organisationNumber(value) !== undefined);
}

const swedishRates = [6, 12, 25];

function checkLine(line: BillingLine, tell: Tell): void {
  const { category, percent } = line.vat;
  const isRate = category === "S" ? swedishRates.includes(percent) : percent === 0;
  if (!isRate) tell("peppol.bad-vat-rate", `rad ${line.id}: ${percent}`, `line ${line.id}: ${percent}`);
  const expected = lineAmount(line);
  const isExpressible = line.priceMicro >= 0 && !isBlank(line.name) && Math.abs(expected - line.netOre) <= 1;
  if (!isExpressible) tell("peppol.bad-line", `rad ${line.id}`, `line ${line.id}`);
}

/** Every text of the document, however deep, holds only what XML can write. */
function checkTexts(value: unknown, path: string, tell: Tell): void {
  if (typeof value === "string") {
    const bad = unwritableIn(value);
    if (bad === undefined) return;
    const what = `${path} U+${bad.toString(16).toUpperCase().padStart(4, "0")}: ${excerpt(value, 40)}`;
    tell("peppol.control-character", what, what);
  } else if (value !== null && typeof value === "object" && !(value instanceof Uint8Array)) {
    for (const [name, inner] of Object.entries(value))
      checkTexts(inner, path === "" ? name : `${path}.${name}`, tell);
  }
}
