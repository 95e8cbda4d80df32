import type { Day, Ore } from "../../kernel/index.ts";
import type { SieObjectRef, SieRow, SieVoucherHead } from "./sie.ts";
import { LazyText } from "./texts.ts";

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/**
 * A row as it is handed out. Its text is decoded when asked for, but is a property of its own, so that a copy holds the text
 * itself. All rows have the very same getters, as all heads have: V8 keeps an object literal with accessors,
 * or a second object with other ones, as a dictionary, where each reading and writing of any property is a search.
 */
class RowDraft implements Draft<SieRow> {
  readonly #text: LazyText;
  change: SieRow["change"] = undefined;
  account = "";
  objects: readonly SieObjectRef[] = [];
  amountOre = 0 as Ore;
  day: Day | undefined = undefined;
  declare text: string;
  quantityMicro: SieRow["quantityMicro"] = undefined;
  sign = "";
  line = 0;

  constructor(text: LazyText) {
    this.#text = text;
    Object.defineProperty(this, "text", RowDraft.#ofText);
  }

  static readonly #ofText = textProperty<RowDraft>((row) => row.#text);
}

/** The same of a voucher's head. */
class HeadDraft implements Draft<SieVoucherHead> {
  readonly #number: LazyText;
  readonly #text: LazyText;
  series = "";
  declare number: string;
  day = "" as Day;
  declare text: string;
  registered: Day | undefined = undefined;
  sign = "";
  line = 0;

  constructor(number: LazyText, text: LazyText) {
    this.#number = number;
    this.#text = text;
    Object.defineProperties(this, HeadDraft.#ofTexts);
  }

  static readonly #ofTexts = {
    number: textProperty<HeadDraft>((head) => head.#number),
    text: textProperty<HeadDraft>((head) => head.#text),
  };
}

function textProperty<T>(of: (draft: T) => LazyText): PropertyDescriptor & ThisType<T> {
  return {
    enumerable: true,
    get() {
      return of(this).get();
    },
    set(value: string) {
      of(this).set(value);
    },
  };
}

/** The voucher being read, and its head and row as they are handed out: used again for the next ones. */
export class OpenVoucher {
  /** Awaiting the opening brace, or inside. */
  between: "outside" | "awaiting" | "inside" = "outside";
  isGood = true;
  /** Whether the voucher was handed out; its rows are then, too. */
  announced = false;
  rows = 0;
  sum = 0;
  /** An #RTRANS that waits for the #TRANS repeating it. */
  added: SieRow | undefined;
  readonly number = new LazyText();
  readonly headText = new LazyText();
  readonly rowText = new LazyText();
  readonly head: Draft<SieVoucherHead>;
  readonly row: Draft<SieRow>;

  constructor() {
    this.head = new HeadDraft(this.number, this.headText);
    this.row = new RowDraft(this.rowText);
  }

  /** Takes the texts out of the bytes, which whoever pushed them may now use again. */
  letGo(): void {
    this.number.get();
    this.headText.get();
    this.rowText.get();
  }

  enter(announced: boolean, line: number): void {
    this.announced = announced;
    this.head.line = line;
    this.between = "awaiting";
    this.rows = 0;
    this.sum = 0;
    this.added = undefined;
  }
}
