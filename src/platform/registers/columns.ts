/** Columns that many registers have, with their Swedish names: the same word means the same in every file. */

export const nameSv = { name: "name_sv", type: "text", aliases: ["namn", "benämning", "name"] } as const;
export const nameEn = {
  name: "name_en",
  type: "text",
  aliases: ["namn_en", "engelskt_namn"],
  optional: true,
  empty: true,
} as const;
/** Order of the printed rows; the order of the file where it is empty. */
export const position = {
  name: "position",
  type: "whole",
  aliases: ["ordning"],
  optional: true,
  empty: true,
} as const;
export const validFrom = {
  name: "valid_from",
  type: "day",
  aliases: ["giltig_fran", "giltig_från", "gäller_från"],
} as const;
export const validTo = {
  name: "valid_to",
  type: "day",
  aliases: ["giltig_till", "gäller_till"],
  optional: true,
  empty: true,
} as const;
export const owner = {
  name: "owner",
  type: "text",
  aliases: ["ägare", "ansvarig"],
  optional: true,
  empty: true,
} as const;
export const comment = {
  name: "comment",
  type: "text",
  aliases: ["kommentar"],
  optional: true,
  empty: true,
} as const;
export const synthetic = {
  name: "synthetic",
  type: "flag",
  aliases: ["påhittad"],
  optional: true,
  empty: true,
} as const;

/** What a row leaves out and another cell or its place in the file says: the English name, the position. */
export function namedAndPlaced<
  R extends {
    readonly name_sv?: unknown;
    readonly name_en?: unknown;
    readonly position?: unknown;
  },
>(row: R, index: number): R {
  return {
    ...row,
    ...("name_en" in row && row.name_en === "" ? { name_en: row.name_sv } : {}),
    ...("position" in row && row.position === undefined ? { position: index + 1 } : {}),
  };
}
