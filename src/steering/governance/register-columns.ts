/** Columns that several of the board's registers have. */

export const year = { name: "year", type: "whole", aliases: ["år"] } as const;
/** Where a row that is not computed was read: a document with its chapter, a system with its day. */
export const source = {
  name: "source",
  type: "text",
  aliases: ["källa"],
  optional: true,
  empty: true,
} as const;
export const optionalText = <const N extends string, const A extends string>(name: N, alias: A) =>
  ({ name, type: "text", aliases: [alias], optional: true, empty: true }) as const;
export const optionalDay = <const N extends string, const A extends string>(name: N, alias: A) =>
  ({ name, type: "day", aliases: [alias], optional: true, empty: true }) as const;
