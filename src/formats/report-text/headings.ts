const numbered = /^(\d{1,2}(?:\.\d{1,2})*)\s+(\p{Lu}.*)$/u;

/** A numbered heading: "3.2.1 Analys av årets utfall". A line of a contents list, or one that ends in cells, is none. */
export function headingOf(text: string): { readonly number: string; readonly text: string } | undefined {
  const found = numbered.exec(text.trim());
  if (found === null || text.length > 150) return undefined;
  const [, number = "", title = ""] = found;
  if (/(?:\.{3,}|\s{2,}|\t)\s*\d+$/.test(title) || /\d \d|\d,\d/.test(title)) return undefined;
  if (
    /^(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b/i.test(
      title,
    )
  )
    return undefined;
  return { number, text: title.trim() };
}
