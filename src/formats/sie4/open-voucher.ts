import type { Day, Ore } from "../../kernel/index.ts";
import type { SieRow, SieVoucherHead } from "./sie.ts";
import { LazyText } from "./texts.ts";

type Draft<T> = { -readonly [K in keyof T]: T[K] };

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
    const { number, headText, rowText } = this;
    // Properties of their own, so that a copy of a row or head holds the texts themselves.
    this.head = {
      series: "",
      get number() {
        return number.get();
      },
      set number(value: string) {
        number.set(value);
      },
      day: "" as Day,
      get text() {
        return headText.get();
      },
      set text(value: string) {
        headText.set(value);
      },
      registered: undefined,
      sign: "",
      line: 0,
    };
    this.row = {
      change: undefined,
      account: "",
      objects: [],
      amountOre: 0 as Ore,
      day: undefined,
      get text() {
        return rowText.get();
      },
      set text(value: string) {
        rowText.set(value);
      },
      quantityMicro: undefined,
      sign: "",
      line: 0,
    };
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
