/** UN/ECE recommendation 20 for the units that price lists use; what is unknown is counted in pieces (C62). */
const codes: ReadonlyMap<string, string> = new Map([
  ["st", "C62"],
  ["styck", "C62"],
  ["piece", "C62"],
  ["h", "HUR"],
  ["timme", "HUR"],
  ["timmar", "HUR"],
  ["tim", "HUR"],
  ["hour", "HUR"],
  ["dag", "DAY"],
  ["day", "DAY"],
  ["månad", "MON"],
  ["mån", "MON"],
  ["month", "MON"],
  ["år", "ANN"],
  ["year", "ANN"],
  ["kwh", "KWH"],
  ["gb", "E34"],
  ["tb", "E35"],
  ["mb", "4L"],
  ["km", "KMT"],
  ["m2", "MTK"],
  ["kg", "KGM"],
]);

export function unitCodeOf(unit: string): string {
  return codes.get(unit.trim().toLowerCase()) ?? "C62";
}
