/** Which voucher numbers a series has had. Nearly always ascending, so a list and its last number are enough. */
class Series {
  readonly #ascending: number[] = [];
  readonly #others = new Set<string>();

  /** False when the number was there already. */
  add(number: string): boolean {
    const value = /^\d{1,15}$/.test(number) ? Number(number) : -1;
    const list = this.#ascending;
    if (value >= 0) {
      if (list.length === 0 || value > (list[list.length - 1] as number)) {
        list.push(value);
        return true;
      }
      if (this.#holds(value)) return false;
    }
    const key = value >= 0 ? String(value) : number;
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
    if (number === "") return true;
    let known = this.#series.get(series);
    if (known === undefined) {
      known = new Series();
      this.#series.set(series, known);
    }
    return known.add(number);
  }
}
