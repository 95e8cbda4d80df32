import {
  assert,
  type Day,
  excerpt,
  type Ore,
  type Problem,
  refused,
  type Result,
  resultOf,
  sumOre,
} from "../../kernel/index.ts";
import { utf8 } from "../csv/index.ts";
import type { DebitingDocument, DebitingFile, DebitingLine, DebitingPosting } from "./debiting-file.ts";
import { type DebitingProblemCode, debitingProblem } from "./problems.ts";
import {
  type Occasion,
  type Profile,
  type ProfileField,
  readProfile,
  type ValueName,
  values,
} from "./profile.ts";

/** The bytes of a file in a ledger's layout, or everything in it that the layout cannot hold, with its place. */
export function writeDebiting(file: DebitingFile, profile: Profile): Result<Uint8Array> {
  const checked = readProfile(profile);
  if (!checked.ok) return checked;
  const writer = new DebitingWriter(
    {
      day: file.day,
      documents: file.documents.length,
      totalOre: sumOre(file.documents.map((each) => each.totalOre)),
    },
    profile,
  );
  const pieces = [writer.start(), ...file.documents.map((each) => writer.document(each)), writer.end()];
  if (writer.problems.length > 0) return refused(writer.problems);
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return resultOf(bytes, []);
}

/** What a file says of itself before its documents are known one by one. */
export interface DebitingHead {
  readonly day: Day;
  readonly documents: number;
  readonly totalOre: Ore;
}

/**
 * The same a document at a time, so that no more than one is held: the start, each document, the end. What the layout cannot hold is
 * gathered in `problems`; a file with any is thrown away.
 */
export class DebitingWriter {
  readonly problems: Problem[] = [];
  readonly #head: DebitingHead;
  readonly #profile: Profile;
  #documents = 0;
  #totalOre = 0;

  /** The profile has been read. */
  constructor(head: DebitingHead, profile: Profile) {
    this.#head = head;
    this.#profile = profile;
  }

  start(): Uint8Array {
    return this.#written([["file-start", { file: this.#head }]]);
  }

  document(document: DebitingDocument): Uint8Array {
    const file = this.#head;
    this.#documents += 1;
    this.#totalOre += document.totalOre;
    const records: [Occasion, Scope][] = [["document", { file, document }]];
    if (document.text) records.push(["document-text", { file, document }]);
    document.lines.forEach((line, index) => {
      const scope = { file, document, line, lineNumber: index + 1 };
      records.push(["line", scope]);
      for (const detail of line.details) records.push(["detail", { ...scope, detail }]);
      for (const posting of line.postings) records.push(["posting", { ...scope, posting }]);
    });
    records.push(["document-end", { file, document }]);
    return this.#written(records);
  }

  end(): Uint8Array {
    const { documents, totalOre } = this.#head;
    assert(
      this.#documents === documents && this.#totalOre === totalOre,
      "the documents are those that the file says",
    );
    return this.#written([["file-end", { file: this.#head }]]);
  }

  #written(records: readonly (readonly [Occasion, Scope])[]): Uint8Array {
    const profile = this.#profile;
    const end = profile.line_end === "lf" ? "\n" : "\r\n";
    let text = "";
    for (const [occasion, scope] of records) {
      for (const record of profile.records) {
        if (record.for !== occasion) continue;
        let row = "";
        for (const field of record.fields)
          row = row.padEnd(field.at) + shown(field, scope, profile, this.problems);
        text += row + end;
      }
    }
    return profile.encoding === "utf-8" ? utf8(text) : latin1(text);
  }
}

interface Scope {
  readonly file: DebitingHead;
  readonly document?: DebitingDocument;
  readonly line?: DebitingLine;
  readonly lineNumber?: number;
  readonly detail?: string;
  readonly posting?: DebitingPosting;
}

/** What a field shows, as wide as it is. */
function shown(field: ProfileField, scope: Scope, profile: Profile, problems: Problem[]): string {
  const { length, value: name, pad = " " } = field;
  if (name === undefined) return (field.literal ?? "").padEnd(length);
  const tell = (code: DebitingProblemCode, what: string): void => {
    const at = placeOf(scope);
    problems.push(debitingProblem(code, `${at.sv}, ${name}: ${what}`, `${at.en}, ${name}: ${what}`));
  };
  const value = valueOf(name, scope);
  if (value === undefined || value === "") {
    if (field.required) tell("debiting.missing", "-");
    return pad.repeat(length);
  }
  if (values[name] === "text") return textField(field, String(value), profile, tell);
  let text =
    values[name] === "day" ? dayText(value as Day, field) : numberText(name, value as number, field, tell);
  if (field.overlong === "shorten")
    for (let decimals = field.decimals ?? 2; decimals > 0 && text.length > length; decimals--)
      text = numberText(name, value as number, { ...field, decimals: decimals - 1 }, tell);
  if (text.length > length) {
    tell("debiting.overflow", `${text} > ${length}`);
    return pad.repeat(length);
  }
  // Noughts stand between the sign and the digits.
  if (pad === "0" && /^[+-]/.test(text)) return text[0] + text.slice(1).padStart(length - 1, "0");
  return field.align === "right" || pad === "0" ? text.padStart(length, pad) : text.padEnd(length, pad);
}

type Tell = (code: DebitingProblemCode, what: string) => void;

function textField(field: ProfileField, value: string, profile: Profile, tell: Tell): string {
  const { length, pad = " " } = field;
  const mostUnit = profile.encoding === "iso-8859-1" ? 0xff : 0xffff;
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    // A control character, the C1 ones among them, would end or break the record.
    if (unit >= 0x20 && unit <= mostUnit && !(unit >= 0x7f && unit <= 0x9f)) continue;
    tell(
      "debiting.unrepresentable",
      `U+${unit.toString(16).toUpperCase().padStart(4, "0")} i ${excerpt(value, 40)}`,
    );
    return " ".repeat(length);
  }
  if (value.length > length && (field.overlong ?? profile.overlong ?? "refuse") === "refuse")
    tell("debiting.overlong", `${excerpt(value, 60)} (${value.length} > ${length})`);
  const cut = value.slice(0, length);
  return field.align === "right" ? cut.padStart(length, pad) : cut.padEnd(length, pad);
}

function dayText(day: Day, { day: shape = "yyyyMMdd" }: ProfileField): string {
  if (shape === "yyyy-MM-dd") return day;
  const plain = day.replaceAll("-", "");
  return shape === "yyMMdd" ? plain.slice(2) : plain;
}

/** Amounts are written to the öre. Quantities and prices of more decimals than the file has are rounded: they only inform. */
function numberText(name: ValueName, value: number, field: ProfileField, tell: Tell): string {
  const { decimals = values[name] === "count" ? 0 : 2, point = ".", sign = "negative" } = field;
  const has = values[name] === "ore" ? 2 : values[name] === "micro" ? 6 : 0;
  const magnitude = BigInt(Math.abs(value));
  let scaled = decimals >= has ? magnitude * 10n ** BigInt(decimals - has) : magnitude;
  if (decimals < has) {
    const unit = 10n ** BigInt(has - decimals);
    if (values[name] === "ore" && magnitude % unit !== 0n) tell("debiting.overflow", `${value} öre`);
    scaled = (magnitude * 2n + unit) / (unit * 2n);
  }
  const digits = scaled.toString().padStart(decimals + 1, "0");
  const whole = decimals === 0 ? digits : digits.slice(0, -decimals) + point + digits.slice(-decimals);
  const isNegative = value < 0 && scaled !== 0n;
  return (isNegative ? "-" : sign === "always" ? "+" : "") + whole;
}

function valueOf(name: ValueName, scope: Scope): string | number | undefined {
  const { file, document, line, posting } = scope;
  const customer = document?.customer;
  switch (name) {
    case "file.day":
      return file.day;
    case "file.total":
      return file.totalOre;
    case "file.documents":
      return file.documents;
    case "document.number":
      return document?.number;
    case "document.text":
      return document?.text;
    case "document.day":
      return document?.day;
    case "document.due-day":
      return document?.dueDay;
    case "document.customer-reference":
      return document?.customerReference;
    case "document.our-reference":
      return document?.ourReference;
    case "document.total":
      return document?.totalOre;
    case "customer.code":
      return customer?.code;
    case "customer.legal-id":
      return customer?.legalId;
    case "customer.name":
      return customer?.name;
    case "customer.care-of":
      return customer?.careOf;
    case "customer.street":
      return customer?.street;
    case "customer.postal-address":
      return customer?.postalAddress;
    case "customer.counterparty":
      return customer?.counterparty;
    case "line.text":
      return line?.text;
    case "line.quantity":
      return line?.quantityMicro;
    case "line.price":
      return line?.priceMicro;
    case "line.total":
      return line?.totalOre;
    case "line.vat-code":
      return line?.vatCode;
    case "detail.text":
      return scope.detail;
    case "posting.cost-centre":
      return posting?.costCentre;
    case "posting.account":
      return posting?.account;
    case "posting.department":
      return posting?.department;
    case "posting.activity":
      return posting?.activity;
    case "posting.project":
      return posting?.project;
    case "posting.object":
      return posting?.object;
    case "posting.counterparty":
      return posting?.counterparty;
    case "posting.accrual-key":
      return posting?.accrualKey;
    case "posting.amount":
      return posting?.amountOre;
    default:
      return name satisfies never;
  }
}

function placeOf({ document, lineNumber }: Scope): { readonly sv: string; readonly en: string } {
  if (document === undefined) return { sv: "filen", en: "the file" };
  return lineNumber === undefined
    ? { sv: document.number, en: document.number }
    : { sv: `${document.number} rad ${lineNumber}`, en: `${document.number} line ${lineNumber}` };
}

function latin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    assert(unit < 256, "what ISO 8859-1 lacks was refused before");
    bytes[i] = unit;
  }
  return bytes;
}
