/** The first character that XML 1.0 has no way to write, as a code point; undefined when there is none. */
export function unwritableIn(text: string): number | undefined {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 && unit !== 9 && unit !== 10 && unit !== 13) return unit;
    if (unit === 0xfffe || unit === 0xffff) return unit;
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const next = text.charCodeAt(i + 1);
      if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return unit;
      i += 1;
    }
  }
  return undefined;
}

const needsEscape = /[&<>"\t\n\r]/;

/** Text as content of an element. A carriage return would come back as a line feed, so it is written by its number. */
export function escaped(text: string): string {
  if (!needsEscape.test(text)) return text;
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;");
}

/** Text as the value of an attribute, where line ends and tabs would come back as blanks. */
export function escapedAttribute(text: string): string {
  if (!needsEscape.test(text)) return text;
  return escaped(text).replaceAll('"', "&quot;").replaceAll("\t", "&#9;").replaceAll("\n", "&#10;");
}

/** An element with its text; nothing when there is none: an empty element is a fault in Peppol (R008), and says nothing elsewhere. */
export function leaf(name: string, text: string | undefined, attributes = ""): string {
  return text === undefined || text === "" ? "" : `<${name}${attributes}>${escaped(text)}</${name}>`;
}

/** An element around others; nothing when they are nothing. */
export function branch(name: string, ...inner: readonly string[]): string {
  const content = inner.join("");
  return content === "" ? "" : `<${name}>${content}</${name}>`;
}

/** The text without what XML 1.0 has no way to write: for documents that people read, where a lost control character is no loss. */
export function writable(text: string): string {
  if (unwritableIn(text) === undefined) return text;
  return Array.from(text)
    .filter((letter) => unwritableIn(letter) === undefined)
    .join("");
}

/** An element with attributes, empty where nothing is inside it. What is inside is markup already; attributes are texts. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  ...inner: readonly string[]
): string {
  const said = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapedAttribute(writable(String(value)))}"`)
    .join("");
  const content = inner.join("");
  return content === "" ? `<${name}${said}/>` : `<${name}${said}>${content}</${name}>`;
}
