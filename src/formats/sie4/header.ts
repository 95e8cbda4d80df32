import type { Day } from "../../kernel/index.ts";
import type { SieRecord } from "./record.ts";
import type { SieHeader, SieType } from "./sie.ts";

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Gathers the flag and the identification records. The last of a repeated record is used, and told. */
export class HeaderDraft {
  readonly #header: Draft<SieHeader> = {
    flag: 0,
    type: 1,
    direction: "export",
    program: undefined,
    format: "",
    generated: undefined,
    notes: [],
    companyName: "",
    companyCode: "",
    companyForm: "",
    industry: "",
    orgNo: "",
    acquisitionNo: "",
    activityNo: "",
    address: undefined,
    years: [],
    taxYear: "",
    through: undefined,
    chart: "",
    currency: "",
  };
  /** False when #SIETYP was there but could not be read. */
  typeIsKnown = true;
  readonly seen = new Set<string>();

  /** As far as the file has been read. */
  get header(): SieHeader {
    return this.#header;
  }

  setDirection(direction: "export" | "import"): void {
    this.#header.direction = direction;
  }

  read(label: string, record: SieRecord): void {
    if (label === "#RAR") {
      this.#year(record);
      return;
    }
    if (label === "#PROSA") {
      this.#header.notes = [...this.#header.notes, record.text(0)];
      return;
    }
    if (this.seen.has(label)) record.problem("sie4.repeated-record");
    this.seen.add(label);
    this.#once(label, record);
  }

  #once(label: string, record: SieRecord): void {
    const header = this.#header;
    switch (label) {
      case "#FLAGGA": {
        const flag = record.whole(0);
        if (flag === 0 || flag === 1) header.flag = flag;
        else record.problemOf("sie4.bad-value", 0, "flaggan är 0 eller 1", "the flag is 0 or 1");
        if (flag === 1) record.problem("sie4.already-imported");
        return;
      }
      case "#SIETYP": {
        const type = record.whole(0);
        if (type !== undefined && type >= 1 && type <= 4) header.type = type as SieType;
        else {
          this.typeIsKnown = false;
          record.problemOf("sie4.bad-value", 0, "typen är 1, 2, 3 eller 4", "the type is 1, 2, 3 or 4");
        }
        return;
      }
      case "#PROGRAM":
        header.program = { name: record.text(0), version: record.text(1) };
        return;
      case "#FORMAT":
        header.format = record.text(0);
        return;
      case "#GEN": {
        const day = this.#day(record);
        if (day !== undefined) header.generated = { day, sign: record.text(1) };
        return;
      }
      case "#FTYP":
        header.companyForm = record.text(0);
        return;
      case "#FNR":
        header.companyCode = record.text(0);
        return;
      case "#ORGNR":
        header.orgNo = record.text(0);
        header.acquisitionNo = record.text(1);
        header.activityNo = record.text(2);
        return;
      case "#BKOD":
        header.industry = record.text(0);
        return;
      case "#ADRESS":
        header.address = {
          contact: record.text(0),
          street: record.text(1),
          postal: record.text(2),
          telephone: record.text(3),
        };
        return;
      case "#FNAMN":
        header.companyName = record.text(0);
        return;
      case "#TAXAR":
        header.taxYear = record.text(0);
        return;
      case "#OMFATTN":
        header.through = this.#day(record);
        return;
      case "#KPTYP":
        header.chart = record.text(0);
        return;
      case "#VALUTA":
        header.currency = record.text(0);
        return;
      default:
    }
  }

  #day(record: SieRecord): Day | undefined {
    if (!record.has(0)) record.problemOf("sie4.bad-date", 0);
    return record.day(0);
  }

  #year(record: SieRecord): void {
    const index = record.whole(0);
    const from = record.day(1);
    const to = record.day(2);
    if (index === undefined || index > 0) {
      record.problemOf("sie4.bad-value", 0, "året är 0, -1, -2 ...", "the year is 0, -1, -2 ...");
      return;
    }
    if (from === undefined || to === undefined) {
      for (const field of [1, 2]) if (!record.has(field)) record.problemOf("sie4.bad-date", field);
      return;
    }
    if (to < from) {
      record.problemOf("sie4.bad-value", 2, "året slutar före sin början", "the year ends before it begins");
      return;
    }
    const others = this.#header.years.filter((year) => year.index !== index);
    if (others.length < this.#header.years.length) record.problem("sie4.repeated-record");
    this.#header.years = [...others, { index, from, to, line: record.line }];
  }
}

/** Identification records every file has by the standard; without them it can still be understood. */
export const expectedLabels = ["#FLAGGA", "#PROGRAM", "#FORMAT", "#GEN", "#SIETYP", "#FNAMN"];
