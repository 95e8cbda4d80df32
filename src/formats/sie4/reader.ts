import { type Ore, type Problem, type Result, resultOf } from "../../kernel/index.ts";
import { ChartDraft, isWithin } from "./chart.ts";
import { Checksum } from "./checksum.ts";
import type { EncodingEvidence } from "./encoding.ts";
import { formFault } from "./fields.ts";
import { expectedLabels, HeaderDraft } from "./header.ts";
import { group, type Label, labelOf } from "./labels.ts";
import { Lines } from "./lines.ts";
import { ObjectLists } from "./object-lists.ts";
import { OpenVoucher } from "./open-voucher.ts";
import { PlainLines } from "./plain-lines.ts";
import { ProblemList } from "./problem-list.ts";
import { sieProblem } from "./problems.ts";
import { SieRecord } from "./record.ts";
import type {
  SieBalance,
  SieBalanceKind,
  SieFrame,
  SieHeader,
  SieObjectRef,
  SieRow,
  SieVoucherHead,
} from "./sie.ts";
import { VoucherNumbers } from "./voucher-numbers.ts";

export interface SieReaderOptions {
  /** Named in problems; `.si` tells an import file (4I) and `.se` an export (4E). */
  readonly file: string;
  /** Most problems of each severity that are listed; the rest are counted. 100 unless told. */
  readonly limit?: number;
  /** Bytes of a line beyond which the file is no SIE file worth holding in memory. A mebibyte unless told. */
  readonly longestLine?: number;
  /** Every line by the careful way, also the plain ones: to hold the two against each other. */
  readonly careful?: boolean;
  /** The balance is used again for the next one: copy what is kept. Its strings and object lists are shared values. */
  readonly onBalance?: (balance: SieBalance) => void;
  /** Before the rows of a voucher. Used again for the next one. */
  readonly onVoucher?: (voucher: SieVoucherHead) => void;
  /** One row, added and struck ones too. Used again for the next one. */
  readonly onRow?: (row: SieRow, voucher: SieVoucherHead) => void;
  /** After the last row. */
  readonly onVoucherEnd?: (voucher: SieVoucherHead) => void;
}

export interface SieReader {
  /** Any piece of the file, in order; the bytes may be used again afterwards. */
  push(chunk: Uint8Array): void;
  /**
   * What has been understood so far: in a file that keeps the order all of it before the first balance or voucher, but
   * for `direction`, which is known at the end.
   */
  readonly header: SieHeader;
  /**
   * The rest of the file, or all its problems. Balances and vouchers have been handed out while reading, so who stores
   * them does it in a transaction and keeps it only when this is ok.
   */
  end(): Result<SieFrame>;
}

/** A reader for files of any size: push the bytes, take balances and rows as they come, end. */
export function createSieReader(options: SieReaderOptions): SieReader {
  return new Reader(options);
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };

class Reader implements SieReader {
  readonly #options: SieReaderOptions;
  readonly #problems: ProblemList;
  readonly #record: SieRecord;
  readonly #header = new HeaderDraft();
  readonly #chart = new ChartDraft();
  readonly #lists: ObjectLists;
  readonly #lines: Lines;
  readonly #numbers = new VoucherNumbers();
  readonly #told = new Set<string>();
  readonly #balances = new Set<string>();
  readonly #firstOf = new Map<string, number>();
  #evidence: EncodingEvidence | undefined;
  #dead = false;
  #group = 0;
  #checksum: { plain: Checksum; converted: Checksum; line: number } | undefined;
  #checked = false;
  readonly #open = new OpenVoucher();
  readonly #plain: PlainLines;
  readonly #balance: Draft<SieBalance> = {
    kind: "IB",
    year: 0,
    period: undefined,
    account: "",
    objects: [],
    amountOre: 0 as Ore,
    quantityMicro: undefined,
    line: 0,
  };

  constructor(options: SieReaderOptions) {
    this.#options = options;
    const longestLine = options.longestLine ?? 1 << 20;
    this.#problems = new ProblemList(options.file, options.limit ?? 100);
    this.#record = new SieRecord(options.file, this.#problems);
    this.#lists = new ObjectLists((dimension, line) => this.#chart.useDimension(dimension, line));
    this.#lines = new Lines(
      {
        encoding: (evidence) => {
          this.#evidence = evidence;
          this.#record.texts.encoding = evidence.encoding;
        },
        byteOrderMark: (kind) => {
          if (kind === "utf8") this.#tell("sie4.byte-order-mark", { line: 1 });
          else this.#refuse("filen är UTF-16", "the file is UTF-16");
        },
        line: (bytes, start, end, open) => this.#line(bytes, start, end, open),
        plain: (bytes, view, at, last) =>
          options.careful === true || !this.#isAmongVouchers() ? at : this.#plain.take(bytes, view, at, last),
        tooLong: () => {
          this.#dead = true;
          this.#tell("sie4.line-too-long", { line: this.#record.line + 1 });
        },
      },
      longestLine,
    );
    this.#plain = new PlainLines(
      this.#open,
      this.#record,
      this.#lists,
      this.#numbers,
      {
        onVoucher: options.onVoucher,
        onRow: options.onRow,
        endVoucher: () => this.#endVoucher(),
        years: () => this.#header.header.years,
      },
      longestLine,
    );
  }

  /** Where rows follow each other and no checksum has to see their fields. */
  #isAmongVouchers(): boolean {
    return (
      this.#group === group.content &&
      (this.#checksum === undefined || this.#checked) &&
      this.#firstOf.has("VER")
    );
  }

  get header(): SieHeader {
    return this.#header.header;
  }

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk);
    this.#open.letGo();
  }

  #tell(
    code: Parameters<typeof sieProblem>[0],
    at: { line?: number; text?: string },
    sv?: string,
    en?: string,
  ): void {
    this.#problems.add(sieProblem(code, { file: this.#options.file, ...at }, sv, en));
  }

  #refuse(sv: string, en: string): void {
    this.#dead = true;
    this.#record.problem("sie4.not-sie", sv, en);
  }

  #line(bytes: Uint8Array, lineStart: number, lineEnd: number, open: boolean): boolean {
    const record = this.#record;
    record.line += 1;
    let start = lineStart;
    let end = lineEnd;
    while (start < end && isBlank(bytes[start] as number)) start++;
    while (end > start && isBlank(bytes[end - 1] as number)) end--;
    // A DOS end-of-file mark counts as nothing.
    if (start === end || (open && end - start === 1 && bytes[start] === 26)) return true;
    record.bytes = bytes;
    record.start = start;
    record.end = end;
    if (open) record.problem("sie4.last-line-open");
    const first = bytes[start] as number;
    if (this.#group === 0 && !this.#isSie(first)) return false;
    if (first === 35) this.#labelled();
    else if (end - start === 1 && first === 123) this.#openBrace();
    else if (end - start === 1 && first === 125) this.#close();
    else record.problem(first === 123 || first === 125 ? "sie4.brace-unexpected" : "sie4.not-a-record");
    return true;
  }

  /** Asked of the first line that is not blank. */
  #isSie(first: number): boolean {
    const record = this.#record;
    const label = /^#[A-Za-z]+/.exec(record.raw())?.[0] ?? "";
    if (first === 35 && labelOf.has(label)) return true;
    const page = /^<(!doctype|html|\?xml|head)/i.test(record.raw());
    if (page) this.#refuse("den är en webbsida eller XML", "it is a web page or XML");
    else this.#refuse("den börjar inte med en SIE-etikett", "it does not begin with a SIE label");
    return false;
  }

  #labelled(): void {
    const record = this.#record;
    const { fields, bytes, start } = record;
    fields.split(bytes, start, record.end);
    const label = isTrans(bytes, start, fields.labelEnd)
      ? trans
      : labelOf.get(record.texts.get(bytes, start, fields.labelEnd));
    if (label === undefined) {
      this.#unknown();
      return;
    }
    if (label.name === "#KSUMMA") {
      this.#ksumma();
      return;
    }
    if (this.#checksum !== undefined && !this.#checked) {
      record.addTo(this.#checksum.plain, this.#checksum.converted);
    }
    if (!this.#formIsGood(label)) {
      if (label.group === group.content) this.#open.isGood = false;
      if (label.name === "#VER") this.#open.enter(false, this.#record.line);
      if (label.name === "#KONTO") this.#chart.isWhole = false;
      return;
    }
    if (label.group < this.#group && label.group !== group.flag) this.#outOfOrder(label);
    if (label.group > this.#group || this.#group === 0) this.#group = Math.max(label.group, this.#group);
    if (label === trans) this.#transaction(undefined);
    else this.#dispatch(label);
  }

  #dispatch(label: Label): void {
    if (label.name === "#RTRANS") this.#transaction("added");
    else if (label.name === "#BTRANS") this.#transaction("removed");
    else {
      this.#leaveVoucher();
      if (label.name === "#VER") this.#ver();
      else if (label.group === group.content) this.#balanceOf(label.name.slice(1) as SieBalanceKind);
      else if (label.group === group.chart) this.#chart.read(label.name, this.#record);
      else this.#header.read(label.name, this.#record);
    }
  }

  #unknown(): void {
    const record = this.#record;
    const name = record.texts.get(record.bytes, record.start, record.fields.labelEnd);
    if (this.#checksum !== undefined && !this.#checked) {
      record.addTo(this.#checksum.plain, this.#checksum.converted);
    }
    if (this.#once(`unknown ${name}`))
      record.problemAt("sie4.unknown-label", record.start, record.fields.labelEnd);
  }

  #once(what: string): boolean {
    if (this.#told.has(what)) return false;
    this.#told.add(what);
    return true;
  }

  /** The form of the record, before its content: quotes, braces, control characters, number of fields. */
  #formIsGood(label: Label): boolean {
    const record = this.#record;
    const { fields } = record;
    if (fields.fault !== 0) {
      const code =
        fields.fault === formFault.unterminatedQuote
          ? "sie4.unterminated-quote"
          : fields.fault === formFault.strayQuote
            ? "sie4.stray-quote"
            : "sie4.object-list";
      record.problemAt(code, fields.faultAt, record.end);
      return false;
    }
    if (fields.controlAt >= 0)
      record.problemAt("sie4.control-character", fields.controlAt, fields.controlAt + 1);
    if (fields.listStart >= 0 && !label.list) {
      record.problemAt("sie4.object-list", fields.listStart - 1, fields.listEnd + 1);
      return false;
    }
    if (fields.count < label.least && label.group <= group.chart && !needed.has(label.name)) {
      record.problem("sie4.empty-record");
      return false;
    }
    if (fields.count < label.least) {
      record.problem(
        "sie4.too-few-fields",
        `minst ${label.least} behövs`,
        `at least ${label.least} are needed`,
      );
      return false;
    }
    if (fields.count > label.most && this.#once(`extra ${label.name}`)) {
      record.problem("sie4.extra-fields", `${label.most} är kända`, `${label.most} are known`);
    }
    return true;
  }

  #outOfOrder(label: Label): void {
    if (this.#once(`order ${label.name}`)) this.#record.problem("sie4.wrong-order");
  }

  #ksumma(): void {
    const record = this.#record;
    if (this.#checksum === undefined) {
      this.#checksum = { plain: new Checksum(), converted: new Checksum(), line: record.line };
      return;
    }
    this.#leaveVoucher();
    this.#checked = true;
    const stated = /^\d+$/.test(record.text(0)) ? Number(record.text(0)) : -1;
    const plain = this.#checksum.plain.value();
    const converted = this.#checksum.converted.value();
    if (stated !== plain && stated !== converted) {
      record.problem("sie4.checksum-differs", `den blev ${converted}`, `it came to ${converted}`);
    }
  }

  #balanceOf(kind: SieBalanceKind): void {
    const record = this.#record;
    const balance = this.#balance;
    const monthly = kind === "PSALDO" || kind === "PBUDGET";
    const at = monthly ? 1 : 0;
    if (!this.#firstOf.has(kind)) this.#firstOf.set(kind, record.line);
    const year = record.whole(0);
    if (year === undefined || year > 0) {
      record.problemOf("sie4.bad-value", 0, "året är 0, -1, -2 ...", "the year is 0, -1, -2 ...");
      return;
    }
    const period = monthly ? record.period(1) : undefined;
    const account = this.#account(at + 1);
    this.#chart.useInBalance(account, record.line);
    const objects = this.#lists.of(record);
    const amountOre = record.amount(at + 2);
    if (account === "" || objects === undefined || amountOre === undefined) return;
    if (monthly && period === undefined) return;
    if (!monthly && objects.length === 0) {
      const key = `${kind} ${year} ${account}`;
      if (this.#balances.has(key)) record.problem("sie4.repeated-balance");
      this.#balances.add(key);
    }
    if (!this.#header.header.years.some(({ index }) => index === year) && this.#once(`year ${year}`)) {
      this.#undeclaredYears.set(year, record.line);
    }
    balance.kind = kind;
    balance.year = year;
    balance.period = period;
    balance.account = account;
    balance.objects = objects;
    balance.amountOre = amountOre;
    balance.quantityMicro = record.quantity(at + 3);
    balance.line = record.line;
    this.#options.onBalance?.(balance);
  }
  readonly #undeclaredYears = new Map<number, number>();

  /** The account of a field; the empty string when there is none, which is then reported. */
  #account(field: number): string {
    const account = this.#record.text(field);
    if (account === "")
      this.#record.problemOf("sie4.bad-value", field, "kontot är tomt", "the account is empty");
    return account;
  }

  #ver(): void {
    const record = this.#record;
    const voucher = this.#open.head;
    if (!this.#firstOf.has("VER")) this.#firstOf.set("VER", record.line);
    this.#open.isGood = true;
    voucher.series = record.text(0);
    voucher.number = record.text(1);
    const day = record.day(2);
    if (!record.has(2)) record.problemOf("sie4.bad-date", 2, "det är tomt", "it is empty");
    voucher.text = record.text(3);
    voucher.registered = record.day(4);
    voucher.sign = record.text(5);
    voucher.line = record.line;
    if (!this.#numbers.add(voucher.series, voucher.number)) record.problem("sie4.repeated-voucher");
    this.#plain.learnVoucher(voucher.series);
    if (day === undefined) this.#open.isGood = false;
    else {
      voucher.day = day;
      const year = this.#header.header.years.find(({ index }) => index === 0);
      if (!isWithin(day, year)) record.problemOf("sie4.voucher-outside-year", 2);
      this.#options.onVoucher?.(voucher);
    }
    this.#open.enter(day !== undefined, record.line);
  }

  #openBrace(): void {
    if (this.#open.between === "awaiting") this.#open.between = "inside";
    else this.#record.problem("sie4.brace-unexpected");
  }

  #close(): void {
    if (this.#open.between === "inside") this.#endVoucher();
    else this.#record.problem("sie4.brace-unexpected");
  }

  /** A record that cannot stand within a voucher has come. */
  #leaveVoucher(): void {
    if (this.#open.between === "outside") return;
    this.#record.problem(
      "sie4.brace-missing",
      `verifikationen på rad ${this.#open.head.line} är inte avslutad`,
      `the voucher of line ${this.#open.head.line} is not closed`,
    );
    this.#open.between = "outside";
  }

  #transaction(change: "added" | "removed" | undefined): void {
    const record = this.#record;
    const row = this.#open.row;
    if (this.#open.between === "outside") {
      record.problem("sie4.row-outside-voucher");
      return;
    }
    if (this.#open.between === "awaiting") {
      record.problem("sie4.brace-missing", "{ före raden", "{ before the row");
      this.#open.between = "inside";
    }
    const { fields } = record;
    if (fields.listStart < 0 && this.#once("list")) record.problem("sie4.object-list-missing");
    const account = this.#account(0);
    const objects = this.#lists.of(record);
    const amountOre = record.amount(1);
    if (account === "" || objects === undefined || amountOre === undefined) {
      this.#open.isGood = false;
      return;
    }
    this.#chart.use(account, record.line);
    this.#plain.learnRow(account);
    row.change = change;
    row.account = account;
    row.objects = objects;
    row.amountOre = amountOre;
    row.day = fields.count > 2 ? record.day(2) : undefined;
    row.text = fields.count > 3 ? record.text(3) : "";
    row.quantityMicro = fields.count > 4 ? record.quantity(4) : undefined;
    row.sign = fields.count > 5 ? record.text(5) : "";
    row.line = record.line;
    if (this.#open.added !== undefined || change === "added") this.#twin(row, change);
    if (change === "added") return;
    if (change === undefined) this.#open.sum += amountOre;
    this.#open.rows += 1;
    if (this.#open.announced) this.#options.onRow?.(row, this.#open.head);
  }

  /** An #RTRANS waits for the #TRANS that repeats it, and the two are one row. */
  #twin(row: Draft<SieRow>, change: SieRow["change"]): void {
    const added = this.#open.added;
    this.#open.added = undefined;
    if (added !== undefined) {
      if (change === undefined && isSameRow(added, row)) row.change = "added";
      else this.#tell("sie4.added-row-without-twin", { line: added.line });
    }
    if (change === "added") this.#open.added = { ...row };
  }

  #endVoucher(): void {
    const voucher = this.#open.head;
    this.#open.between = "outside";
    if (this.#open.added !== undefined) {
      this.#tell("sie4.added-row-without-twin", { line: this.#open.added.line });
      this.#open.added = undefined;
    }
    if (!this.#open.isGood) return;
    if (this.#open.rows !== 0 && this.#open.sum === 0) {
      this.#options.onVoucherEnd?.(voucher);
      return;
    }
    const name = `${voucher.series} ${voucher.number}`.trim();
    if (this.#open.rows === 0) this.#tell("sie4.empty-voucher", { line: voucher.line, text: name });
    if (!Number.isSafeInteger(this.#open.sum)) {
      this.#tell("sie4.amount-too-large", { line: voucher.line, text: name });
    } else if (this.#open.sum !== 0) {
      const kronor = (this.#open.sum / 100).toFixed(2);
      this.#tell(
        "sie4.unbalanced-voucher",
        { line: voucher.line, text: name },
        `raderna summerar till ${kronor.replace(".", ",")} kronor`,
        `the rows sum to ${kronor} kronor`,
      );
    }
    this.#options.onVoucherEnd?.(voucher);
  }

  end(): Result<SieFrame> {
    this.#lines.end();
    if (!this.#dead) this.#judgeWhole();
    const problems: Problem[] = this.#problems.all();
    return resultOf(
      {
        header: this.#header.header,
        accounts: this.#chart.accounts,
        dimensions: this.#chart.dimensions,
        objects: this.#chart.objects,
      },
      problems,
    );
  }

  /** What can be said only when all of the file has been seen. */
  #judgeWhole(): void {
    if (this.#group === 0) {
      this.#tell("sie4.empty-file", {});
      return;
    }
    if (this.#open.between !== "outside") {
      this.#tell(
        "sie4.truncated",
        { line: this.#record.line },
        `verifikationen på rad ${this.#open.head.line} är inte avslutad`,
        `the voucher of line ${this.#open.head.line} is not closed`,
      );
    }
    if (this.#checksum !== undefined && !this.#checked) {
      this.#tell(
        "sie4.truncated",
        { line: this.#record.line },
        "den avslutande #KSUMMA saknas",
        "the closing #KSUMMA is missing",
      );
    }
    this.#judgeEncoding();
    this.#judgeType();
    this.#judgeUse();
  }

  #judgeEncoding(): void {
    const evidence = this.#evidence;
    if (evidence === undefined || evidence.encoding === "ascii") return;
    const { format } = this.#header.header;
    if (evidence.encoding !== "cp437") {
      const name = evidence.encoding === "utf8" ? "UTF-8" : "Windows-1252";
      this.#tell(
        "sie4.encoding-differs",
        format === "" ? {} : { text: `#FORMAT ${format}` },
        `byten är ${name}`,
        `the bytes are ${name}`,
      );
    } else if (evidence.unsure) this.#tell("sie4.encoding-unsure", {}, "CP437 antogs", "CP437 was assumed");
  }

  #judgeType(): void {
    const { type, years } = this.#header.header;
    const first = (kinds: readonly string[]): number | undefined =>
      kinds.map((kind) => this.#firstOf.get(kind)).find((line) => line !== undefined);
    const balances = first(["IB", "UB", "OIB", "OUB", "RES", "PSALDO", "PBUDGET"]);
    const extension = /\.s[ie]$/i.exec(this.#options.file)?.[0].toLowerCase();
    const toImport =
      type === 4 &&
      (extension === ".si" || (extension !== ".se" && balances === undefined && years.length === 0));
    this.#header.setDirection(toImport ? "import" : "export");

    for (const label of expectedLabels) {
      if (!this.#header.seen.has(label)) this.#tell("sie4.record-missing", { text: label }, label, label);
    }
    const vouchers = first(["VER"]);
    if (type !== 4 && vouchers !== undefined && this.#header.typeIsKnown) {
      const what = this.#header.seen.has("#SIETYP") ? `${type}` : "1";
      this.#tell(
        "sie4.wrong-type",
        { line: vouchers },
        `verifikationer i en fil av typ ${what}`,
        `vouchers in a file of type ${what}`,
      );
    }
    const beyond = toImport
      ? balances
      : first([...(type < 3 ? ["OIB", "OUB"] : []), ...(type < 2 ? ["PSALDO", "PBUDGET"] : [])]);
    if (beyond !== undefined) this.#tell("sie4.balance-beyond-type", { line: beyond });
    if (!toImport && !years.some(({ index }) => index === 0)) this.#tell("sie4.year-missing", {});
    for (const [year, line] of this.#undeclaredYears) {
      if (year !== 0 && !years.some(({ index }) => index === year)) {
        this.#tell("sie4.year-undeclared", { line, text: String(year) });
      }
    }
  }

  #judgeUse(): void {
    if (!this.#chart.isWhole) return;
    const toImport = this.#header.header.direction === "import";
    for (const [account, line] of this.#chart.undeclaredAccounts()) {
      this.#tell(toImport ? "sie4.account-assumed" : "sie4.undeclared-account", { line, text: account });
    }
    for (const [account, line] of this.#chart.undeclaredBalances()) {
      if (account !== "") this.#tell("sie4.undeclared-in-balance", { line, text: account });
    }
    for (const [dimension, line] of this.#chart.undeclaredDimensions()) {
      this.#tell("sie4.undeclared-dimension", { line, text: String(dimension) });
    }
  }
}

/** Identification and chart records that cannot be passed over when they say too little. */
const needed = new Set(["#FLAGGA", "#SIETYP", "#KONTO", "#DIM", "#UNDERDIM"]);

const trans = labelOf.get("#TRANS") as Label;

/** Nearly every record of a large file; known by its bytes. */
function isTrans(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    end - start === 6 &&
    bytes[start + 1] === 84 &&
    bytes[start + 2] === 82 &&
    bytes[start + 3] === 65 &&
    bytes[start + 4] === 78 &&
    bytes[start + 5] === 83
  );
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 13;
}

function isSameRow(a: SieRow, b: SieRow): boolean {
  return a.account === b.account && a.amountOre === b.amountOre && isSameList(a.objects, b.objects);
}

function isSameList(a: readonly SieObjectRef[], b: readonly SieObjectRef[]): boolean {
  if (a === b) return true;
  return (
    a.length === b.length &&
    a.every(({ dimension, object }, i) => b[i]?.dimension === dimension && b[i]?.object === object)
  );
}
