import { formatKronor, formatMicro, type Micro, type Problem, Refusal } from "../../kernel/index.ts";
import { Checksum } from "./checksum.ts";
import { cp437ByteOf } from "./encoding.ts";
import { sieProblem } from "./problems.ts";
import type { SieBalance, SieFile, SieFrame, SieHeader, SieObjectRef, SieRow, SieVoucher } from "./sie.ts";

export interface WriteSieOptions {
  /** Whether the file ends with its #KSUMMA. */
  readonly checksum?: boolean;
  /**
   * Told of each text that SIE cannot hold; the letter is then written as "?", or left out if it is a control character.
   * Without it the writing is refused: a `Refusal` is thrown.
   */
  readonly onProblem?: (problem: Problem) => void;
}

/** A file whose balances and vouchers may come one by one. */
export interface SieSource extends SieFrame {
  readonly balances: Iterable<SieBalance>;
  readonly vouchers: Iterable<SieVoucher>;
}

const chunkBytes = 1 << 16;

/**
 * Writes a file as chunks of bytes, in the order of the standard, always code page 437 and `#FORMAT PC8`.
 * Equal values give equal bytes.
 */
export function* writeSie(file: SieSource | SieFile, options: WriteSieOptions = {}): Generator<Uint8Array> {
  const out = new Output(options);
  writeHeader(out, file.header, options.checksum === true);
  writeChart(out, file);
  yield* out.full();
  for (const balance of file.balances) {
    writeBalance(out, balance);
    yield* out.full();
  }
  for (const voucher of file.vouchers) {
    out.record(
      "#VER",
      code(voucher.series),
      code(voucher.number),
      day(voucher.day),
      ...trailing([text(voucher.text), optionalDay(voucher.registered), text(voucher.sign)]),
    );
    out.brace("{");
    for (const row of voucher.rows) writeRow(out, row);
    out.brace("}");
    yield* out.full();
  }
  if (options.checksum === true) out.checksum();
  yield* out.rest();
}

/** A field as it goes into the file: text is quoted, codes when they must be, numbers and days never. */
type Field =
  | { readonly text: string; readonly code: boolean }
  | { readonly bare: string }
  | readonly SieObjectRef[];

const text = (value: string): Field => ({ text: value, code: false });
const code = (value: string): Field => ({ text: value, code: true });
const bare = (value: string | number): Field => ({ bare: String(value) });
const day = (value: string): Field => bare(value.replaceAll("-", ""));
const optionalDay = (value: string | undefined): Field => (value === undefined ? text("") : day(value));
const quantity = (value: Micro | undefined): Field =>
  value === undefined ? text("") : bare(formatMicro(value));

/** Leaves out the empty fields that end a record. */
function trailing(fields: readonly Field[]): Field[] {
  let length = fields.length;
  while (length > 0) {
    const last = fields[length - 1] as Field;
    if (!("text" in last) || last.text !== "") break;
    length -= 1;
  }
  return fields.slice(0, length);
}

function writeHeader(out: Output, header: SieHeader, checksum: boolean): void {
  out.record("#FLAGGA", bare(header.flag));
  if (checksum) out.startChecksum();
  if (header.program) {
    out.record("#PROGRAM", text(header.program.name), text(header.program.version));
  }
  out.record("#FORMAT", bare("PC8"));
  if (header.generated) {
    out.record("#GEN", day(header.generated.day), ...trailing([text(header.generated.sign)]));
  }
  out.record("#SIETYP", bare(header.type));
  for (const note of header.notes) out.record("#PROSA", text(note));
  writeOptional(out, "#FTYP", code, header.companyForm);
  writeOptional(out, "#FNR", text, header.companyCode);
  if (header.orgNo !== "") {
    const more = trailing([text(header.acquisitionNo), text(header.activityNo)]);
    out.record("#ORGNR", code(hyphenated(header.orgNo)), ...more);
  }
  writeOptional(out, "#BKOD", code, header.industry);
  if (header.address) {
    const { contact, street, postal, telephone } = header.address;
    out.record("#ADRESS", text(contact), text(street), text(postal), text(telephone));
  }
  writeOptional(out, "#FNAMN", text, header.companyName);
  for (const year of header.years) {
    out.record("#RAR", bare(year.index), day(year.from), day(year.to));
  }
  writeOptional(out, "#TAXAR", code, header.taxYear);
  if (header.through !== undefined) out.record("#OMFATTN", day(header.through));
  writeOptional(out, "#KPTYP", code, header.chart);
  writeOptional(out, "#VALUTA", code, header.currency);
}

function writeOptional(out: Output, label: string, field: (value: string) => Field, value: string): void {
  if (value !== "") out.record(label, field(value));
}

/** The standard wants a hyphen after the sixth digit. */
function hyphenated(orgNo: string): string {
  return /^\d{10}$/.test(orgNo) ? `${orgNo.slice(0, 6)}-${orgNo.slice(6)}` : orgNo;
}

function writeChart(out: Output, file: SieFrame): void {
  for (const account of file.accounts) {
    out.record("#KONTO", code(account.account), text(account.name));
    if (account.kind !== undefined) out.record("#KTYP", code(account.account), bare(account.kind));
    if (account.unit !== "") out.record("#ENHET", code(account.account), text(account.unit));
    for (const sru of account.sru) out.record("#SRU", code(account.account), code(sru));
  }
  for (const { dimension, name, above } of file.dimensions) {
    if (above === undefined) out.record("#DIM", bare(dimension), text(name));
    else out.record("#UNDERDIM", bare(dimension), text(name), bare(above));
  }
  for (const { dimension, object, name } of file.objects) {
    out.record("#OBJEKT", bare(dimension), text(object), text(name));
  }
}

function writeBalance(out: Output, balance: SieBalance): void {
  const monthly = balance.period !== undefined;
  const list = monthly || balance.kind === "OIB" || balance.kind === "OUB" || balance.objects.length > 0;
  out.record(
    `#${balance.kind}`,
    bare(balance.year),
    ...(balance.period === undefined ? [] : [bare(balance.period.replace("-", ""))]),
    code(balance.account),
    ...(list ? [balance.objects] : []),
    bare(formatKronor(balance.amountOre)),
    ...trailing([quantity(balance.quantityMicro)]),
  );
}

function writeRow(out: Output, row: SieRow): void {
  const fields = [
    code(row.account),
    row.objects,
    bare(formatKronor(row.amountOre)),
    ...trailing([optionalDay(row.day), text(row.text), quantity(row.quantityMicro), text(row.sign)]),
  ];
  if (row.change === "added") out.record("#RTRANS", ...fields);
  out.record(row.change === "removed" ? "#BTRANS" : "#TRANS", ...fields);
}

/** Bytes being gathered into chunks, and the checksum over what the standard counts. */
class Output {
  readonly #options: WriteSieOptions;
  #bytes = new Uint8Array(chunkBytes * 2);
  #length = 0;
  #line = 0;
  #crc: Checksum | undefined;
  #label = "";

  constructor(options: WriteSieOptions) {
    this.#options = options;
  }

  record(label: string, ...fields: readonly Field[]): void {
    this.#line += 1;
    this.#label = label;
    this.#put(label, true);
    for (const field of fields) {
      this.#byte(32);
      if ("bare" in field) this.#put(field.bare, true);
      else if ("text" in field) this.#text(field.text, field.code);
      else this.#list(field);
    }
    this.#feed();
  }

  brace(brace: string): void {
    this.#line += 1;
    this.#put(brace, false);
    this.#feed();
  }

  startChecksum(): void {
    this.record("#KSUMMA");
    this.#crc = new Checksum();
  }

  checksum(): void {
    const value = (this.#crc as Checksum).value();
    this.#crc = undefined;
    this.record("#KSUMMA", bare(value));
  }

  *full(): Generator<Uint8Array> {
    if (this.#length >= chunkBytes) yield* this.rest();
  }

  *rest(): Generator<Uint8Array> {
    if (this.#length === 0) return;
    const chunk = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    yield chunk;
  }

  #list(objects: readonly SieObjectRef[]): void {
    this.#put("{", false);
    objects.forEach(({ dimension, object }, index) => {
      if (index > 0) this.#byte(32);
      this.#put(String(dimension), true);
      this.#byte(32);
      this.#text(object, true);
    });
    this.#put("}", false);
  }

  /** A quotation mark within is escaped. */
  #text(value: string, code: boolean): void {
    if (code && /^[0-9A-Za-z.\-_]+$/.test(value)) {
      this.#put(value, true);
      return;
    }
    const written = this.#writable(value);
    this.#byte(34);
    for (const letter of written) {
      if (letter === '"') this.#byte(92);
      this.#put(letter, true);
    }
    this.#byte(34);
  }

  #writable(value: string): string {
    let text = "";
    const lost: string[] = [];
    for (const letter of value) {
      const byte = cp437ByteOf(letter);
      if (byte >= 32 && byte !== 127) {
        text += letter;
        continue;
      }
      lost.push(
        byte < 0
          ? `U+${(letter.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0")}`
          : `ASCII ${byte}`,
      );
      if (byte < 0) text += "?";
    }
    if (text.endsWith("\\")) {
      lost.push("\\");
      text = text.replace(/\\+$/, "");
    }
    if (lost.length > 0) this.#refuse(value, [...new Set(lost)].join(", "));
    return text;
  }

  #refuse(value: string, lost: string): void {
    const place = { file: this.#label, line: this.#line, text: value };
    const problem = sieProblem(
      "sie4.not-writable",
      place,
      `${this.#label}: ${lost}`,
      `${this.#label}: ${lost}`,
    );
    if (this.#options.onProblem === undefined) throw new Refusal([problem]);
    this.#options.onProblem({ ...problem, severity: "warn" });
  }

  #put(value: string, counted: boolean): void {
    const from = this.#length;
    for (const letter of value) this.#byte(cp437ByteOf(letter));
    if (counted) this.#crc?.add(this.#bytes, from, this.#length);
  }

  #feed(): void {
    this.#byte(13);
    this.#byte(10);
  }

  #byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = value;
  }
}
