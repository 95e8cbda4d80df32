/** Which voucher numbers a series has had. Nearly always ascending, so a list and its last number are enough. */
export class Series {
  readonly #ascending: number[] = [];
  readonly #others = new Set<string>();
  #last = -1;

  /** Whether a number is above all that ascended, and so never came. */
  isBeyond(value: number): boolean {
    return value > this.#last;
  }

  /** False when the number was there already. */
  add(number: string | number): boolean {
    const value = typeof number === "number" ? number : /^\d{1,15}$/.test(number) ? Number(number) : -1;
    const list = this.#ascending;
    if (value >= 0) {
      if (this.isBeyond(value)) {
        list.push(value);
        this.#last = value;
        return true;
      }
      if (this.#holds(value)) return false;
    }
    const key = value >= 0 ? String(value) : `${number}`;
    if (this.#others.has(key)) return false;
    this.#others.add(key);
    return true;
  }

  #holds(value: number): boolean {
    let low = 0;
    let high = this.#ascending.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const there = this.#ascending[middle] as number;
      if (there === value) return true;
      if (there < value) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }
}

export class VoucherNumbers {
  readonly #series = new Map<string, Series>();

  /** False when the series has had the number. An empty number is given by the receiver and never repeats. */
  add(series: string, number: string): boolean {
    return number === "" || this.of(series).add(number);
  }

  of(series: string): Series {
    let known = this.#series.get(series);
    if (known === undefined) {
      known = new Series();
      this.#series.set(series, known);
    }
    return known;
  }
}
