/**
 * The name of a figure that a page adds up from others: a variance, the services of a class. Its parts are named by their own
 * ids (`lessId` for what is taken away), so that it can be opened like any other figure and nothing about it is stored. An address has room for some hundred parts: a column over all
 * services or customers has an id of its own.
 */
export function combinedId(parts: readonly string[]): string {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return `${combinedPrefix}${parts.map(encodeURIComponent).join("+")}`;
}

export const combinedPrefix = "sum:";

/** The ids that a combined figure is made of; `undefined` for an id that is none. */
export function combinedParts(id: string): readonly string[] | undefined {
  if (!id.startsWith(combinedPrefix)) return undefined;
  try {
    const parts = id.slice(combinedPrefix.length).split("+").map(decodeURIComponent);
    // A combination of combinations could be written without end.
    return parts.every((part) => part !== "" && !part.replace("less:", "").startsWith(combinedPrefix))
      ? parts
      : undefined;
  } catch {
    return undefined;
  }
}
