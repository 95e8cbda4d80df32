import fc from "fast-check";
import { expect, it } from "vitest";
import { newPaymentReference, paymentReference } from "./payment-reference.ts";

const numbers = fc.integer({ min: 1, max: 99_999_999 });
const codes = fc.integer({ min: 0, max: 40 });

it("is the number and its check digit in the first series, and never the same in two", () => {
  expect(newPaymentReference(0, 1024)).toBe("10249");
  expect(newPaymentReference(1, 1024)).toBe("1000010247");
  fc.assert(
    fc.property(codes, codes, numbers, numbers, (a, b, n, m) => {
      const same = newPaymentReference(a, n) === newPaymentReference(b, m);
      expect(same).toBe(a === b && n === m);
    }),
  );
  expect(() => newPaymentReference(0, 123_456_789)).toThrow("eight digits");
});

it("stays what it was on documents issued before series had codes", () => {
  expect(paymentReference({ number: 1024, invoice: "UF-1024" })).toBe("10249");
  expect(paymentReference({ number: 1024, invoice: "UR-1024", paymentReference: "2000010247" })).toBe(
    "2000010247",
  );
});
