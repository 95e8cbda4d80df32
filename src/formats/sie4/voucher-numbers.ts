/** Which voucher numbers a series has had. Nearly always consecutive, so the stretches of them are enough. */
export class Series {
  /** First and last number of each stretch, ascending. */
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #others = new Set<string>();
  #last = -1;

  /** Whether a number is above all that ascended, and so never came. */
  isBeyond(value: number): boolean {
    return value > this.#last;
  }

  /** False when the number was there already. */
  add(number: string | number): boolean {
    const value = typeof number === "number" ? number : /^\d{1,15}$/.test(number) ? Number(number) : -1;
    if (value >= 0) {
      if (this.isBeyond(value)) {
        if (value === this.#last + 1 && this.#to.length > 0) this.#to[this.#to.length - 1] = value;
        else {
          this.#from.push(value);
          this.#to.push(value);
        }
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
    let high = this.#from.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if ((this.#from[middle] as number) > value) high = middle - 1;
      else if ((this.#to[middle] as number) < value) low = middle + 1;
      else return true;
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
