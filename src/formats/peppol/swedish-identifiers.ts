/** The last digit of organisation numbers, giro numbers and OCR numbers (kontrollsiffra, Luhn, modulus 10). */
export function luhnHolds(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Ten digits whose last is right, from any common way of writing them ("212000-1355", "16212000-1355"). */
export function organisationNumber(text: string): string | undefined {
  const plain = text.replace(/[\s-]/g, "");
  const digits = /^16\d{10}$/.test(plain) ? plain.slice(2) : plain;
  return /^\d{10}$/.test(digits) && luhnHolds(digits) ? digits : undefined;
}

/** "SE" + organisation number + "01": how a Swedish VAT number (momsregistreringsnummer) is made. */
export function vatNumber(text: string): string | undefined {
  const plain = text.replace(/[\s-]/g, "").toUpperCase();
  const match = /^SE(\d{10})\d\d$/.exec(plain);
  return match && luhnHolds(match[1] as string) ? plain : undefined;
}

/** Digits of a bankgiro (7-8) or plusgiro (2-8) number whose last is right. */
export function giroNumber(scheme: "bankgiro" | "plusgiro", text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, "");
  const shape = scheme === "bankgiro" ? /^\d{7,8}$/ : /^\d{2,8}$/;
  return shape.test(digits) && luhnHolds(digits) ? digits : undefined;
}

/** A payment reference with its check digit (OCR-nummer) from the digits of a document's number; none without digits. */
export function ocrOf(text: string): string | undefined {
  const digits = text.replace(/\D/g, "");
  if (digits === "" || digits.length > 24) return undefined;
  for (let check = 0; check < 10; check++) if (luhnHolds(`${digits}${check}`)) return `${digits}${check}`;
  return undefined;
}
