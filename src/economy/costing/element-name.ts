/** What readers call the cost elements (kostnadsslag). */
const names: Readonly<Record<string, readonly [string, string]>> = {
  staff: ["Personalkostnader", "Staff costs"],
  consultants: ["Konsultkostnader", "Consultants"],
  it: ["IT-kostnader", "IT costs"],
  premises: ["Lokalkostnader", "Premises"],
  other: ["Övriga kostnader", "Other costs"],
  financial: ["Finansiella kostnader", "Financial costs"],
};

/** A cost element by name; one that a provider has added goes by its code. */
export function elementNames(element: string): { readonly sv: string; readonly en: string } {
  const [sv, en] = names[element] ?? [element, element];
  return { sv, en };
}
