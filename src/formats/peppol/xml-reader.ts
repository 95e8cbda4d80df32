import { excerpt, ok, refused, type Result } from "../../kernel/index.ts";
import { peppolProblem } from "./problems.ts";
import { unwritableIn } from "../xml/index.ts";

/** An element as it was read: its namespace and local name, attributes, children or text. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** Deeper than any document of ours or of Peppol's; a bomb of nested elements ends here. */
const deepest = 40;

class XmlFault extends Error {
  readonly code: "peppol.not-xml" | "peppol.forbidden-xml";
  readonly at: number;
  constructor(code: "peppol.not-xml" | "peppol.forbidden-xml", at: number, message: string) {
    super(message);
    this.code = code;
    this.at = at;
  }
}

/**
 * Reads XML that has nothing but elements, attributes and text. A document type is refused before anything in it is
 * looked at, so there are no entities to expand, nothing is fetched from anywhere (XXE), and no reader can be made to
 * see another document than the next one.
 */
export function readXml(source: string): Result<XmlElement> {
  try {
    return ok(new Reader(source.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n")).document());
  } catch (fault) {
    if (!(fault instanceof XmlFault)) throw fault;
    const before = source.slice(0, fault.at);
    const line = before.split("\n").length;
    const place = { line, text: excerpt(source.slice(fault.at, fault.at + 60)) };
    return refused([peppolProblem(fault.code, fault.message, fault.message, place)]);
  }
}

interface OpenElement {
  readonly tag: string;
  readonly namespace: string;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const nameShape = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y;

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  document(): XmlElement {
    this.#declaration();
    const open: OpenElement[] = [];
    for (;;) {
      const next = this.#source.indexOf("<", this.#at);
      const text = this.#source.slice(this.#at, next < 0 ? this.#source.length : next);
      const inner = open.at(-1);
      if (inner) inner.text += this.#plain(text);
      else if (text.trim() !== "") this.#fail("peppol.not-xml", "text outside the root element");
      if (next < 0) this.#fail("peppol.not-xml", "the root element is never closed");
      this.#at = next;
      if (this.#source.startsWith("<!--", next)) this.#comment();
      else if (this.#source.startsWith("<!", next) || this.#source.startsWith("<?", next))
        this.#fail("peppol.forbidden-xml", excerpt(this.#source.slice(next, next + 30)));
      else if (this.#source.startsWith("</", next)) {
        const closed = this.#close(open);
        if (open.length === 0) return this.#end(closed);
        (open.at(-1) as OpenElement).children.push(closed);
      } else {
        const { element, isEmpty } = this.#start(inner);
        if (!isEmpty) open.push(element);
        else if (inner) inner.children.push(finished(element));
        else return this.#end(finished(element));
        if (open.length > deepest) this.#fail("peppol.forbidden-xml", `more than ${deepest} levels`);
      }
    }
  }

  #declaration(): void {
    const match =
      /^<\?xml\s+version="1\.0"(?:\s+encoding="([\w-]+)")?(?:\s+standalone="(?:yes|no)")?\s*\?>/.exec(
        this.#source,
      );
    if (match === null) return;
    if (match[1] !== undefined && match[1].toUpperCase() !== "UTF-8")
      this.#fail("peppol.not-xml", `encoding ${match[1]}`);
    this.#at = match[0].length;
  }

  #comment(): void {
    const end = this.#source.indexOf("-->", this.#at + 4);
    if (end < 0) this.#fail("peppol.not-xml", "a comment is never closed");
    this.#at = end + 3;
  }

  #start(outer: OpenElement | undefined): { element: OpenElement; isEmpty: boolean } {
    this.#at += 1;
    const tag = this.#name();
    const written = new Map<string, string>();
    for (;;) {
      const space = /\s*/y;
      space.lastIndex = this.#at;
      space.exec(this.#source);
      const hadSpace = space.lastIndex > this.#at;
      this.#at = space.lastIndex;
      const isEmpty = this.#source.startsWith("/>", this.#at);
      if (isEmpty || this.#source[this.#at] === ">") {
        this.#at += isEmpty ? 2 : 1;
        return { element: this.#element(tag, written, outer), isEmpty };
      }
      if (!hadSpace) this.#fail("peppol.not-xml", "an attribute is expected");
      this.#attribute(written);
    }
  }

  #attribute(written: Map<string, string>): void {
    const name = this.#name();
    const match = /\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
    match.lastIndex = this.#at;
    const value = match.exec(this.#source);
    if (value === null) this.#fail("peppol.not-xml", `the attribute ${name} has no value`);
    if (written.has(name)) this.#fail("peppol.not-xml", `the attribute ${name} twice`);
    written.set(name, this.#plain((value[1] ?? value[2] ?? "").replace(/[\t\n]/g, " ")));
    this.#at = match.lastIndex;
  }

  #element(tag: string, written: ReadonlyMap<string, string>, outer: OpenElement | undefined): OpenElement {
    const names = new Map(outer?.names ?? []);
    const attributes = new Map<string, string>();
    for (const [name, value] of written) {
      if (name === "xmlns") names.set("", value);
      else if (name.startsWith("xmlns:")) names.set(name.slice(6), value);
      else attributes.set(name, value);
    }
    const [first = "", second] = tag.split(":");
    const namespace = names.get(second === undefined ? "" : first);
    if (namespace === undefined && second !== undefined)
      this.#fail("peppol.not-xml", `the prefix ${first} is not declared`);
    return {
      tag,
      namespace: namespace ?? "",
      name: second ?? first,
      attributes,
      names,
      children: [],
      text: "",
    };
  }

  #close(open: OpenElement[]): XmlElement {
    this.#at += 2;
    const tag = this.#name();
    const end = /\s*>/y;
    end.lastIndex = this.#at;
    if (open.at(-1)?.tag !== tag || !end.test(this.#source))
      this.#fail("peppol.not-xml", `</${tag}> closes nothing`);
    this.#at = end.lastIndex;
    return finished(open.pop() as OpenElement);
  }

  #end(root: XmlElement): XmlElement {
    while (this.#source.startsWith("<!--", this.#at + this.#blanks())) {
      this.#at += this.#blanks();
      this.#comment();
    }
    if (this.#source.slice(this.#at).trim() !== "")
      this.#fail("peppol.not-xml", "something follows the root element");
    return root;
  }

  #blanks(): number {
    return /^\s*/.exec(this.#source.slice(this.#at, this.#at + 1000))?.[0].length ?? 0;
  }

  #name(): string {
    nameShape.lastIndex = this.#at;
    const match = nameShape.exec(this.#source);
    if (match === null) this.#fail("peppol.not-xml", "a name is expected");
    this.#at = nameShape.lastIndex;
    return match[0];
  }

  /** The five entities of XML itself and characters by number; any other needs a document type, and there is none. */
  #plain(text: string): string {
    const plain = text.includes("&")
      ? text.replace(/&([^;&]{0,12};?)/g, (whole, name: string) => {
          const value = referenced(name);
          if (value === undefined) this.#fail("peppol.forbidden-xml", `the entity ${whole}`);
          return value;
        })
      : text;
    if (unwritableIn(plain) !== undefined || text.includes("]]>"))
      this.#fail("peppol.not-xml", "a character that XML does not have");
    return plain;
  }

  #fail(code: "peppol.not-xml" | "peppol.forbidden-xml", message: string): never {
    throw new XmlFault(code, this.#at, message);
  }
}

const named = new Map([
  ["amp;", "&"],
  ["lt;", "<"],
  ["gt;", ">"],
  ["quot;", '"'],
  ["apos;", "'"],
]);

function referenced(name: string): string | undefined {
  const number = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));$/.exec(name);
  if (number === null) return named.get(name);
  const code = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
  return code > 0x10ffff ? undefined : String.fromCodePoint(code);
}

function finished({ namespace, name, attributes, children, text }: OpenElement): XmlElement {
  return { namespace, name, attributes, children, text };
}
