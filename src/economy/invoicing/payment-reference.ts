import { ocrOf } from "../../formats/peppol/index.ts";
import { assert } from "../../kernel/index.ts";

/** Numbers of a series that payments can tell apart from another series' code. */
const digitsOfNumber = 8;

/**
 * What a payment is matched by (OCR): code of the series, number, check digit. The first series of a provider has no code, so that its
 * reference is the number as people read it; a longer number would run into another series' code and is refused.
 */
export function newPaymentReference(code: number, number: number): string {
  assert(String(number).length <= digitsOfNumber, "a document's number has at most eight digits");
  const digits = code === 0 ? String(number) : `${code}${String(number).padStart(digitsOfNumber, "0")}`;
  const reference = ocrOf(digits);
  assert(reference !== undefined, "digits have a check digit");
  return reference;
}

/** The reference that stands on a document: its own, or, as it was before series had codes, that of its number alone. */
export function paymentReference({
  paymentReference: own,
  number,
  invoice,
}: {
  readonly paymentReference?: string | undefined;
  readonly number: number;
  readonly invoice: string;
}): string {
  return own ?? ocrOf(String(number)) ?? invoice;
}
