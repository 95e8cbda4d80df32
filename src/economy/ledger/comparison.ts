import { byCode, type Day, type Ore, ore } from "../../kernel/index.ts";
import { bookingText, turnoverOf, type Voucher } from "./voucher.ts";

/** What is remembered of a voucher to compare two versions of a year: small enough for a year of any size. */
export interface VoucherMark {
  readonly series: string;
  readonly number: string;
  readonly day: Day;
  readonly turnoverOre: Ore;
  /** Digest over day, text and booking. */
  readonly digest: string;
}

export interface VoucherChange {
  readonly change: "added" | "changed" | "removed";
  readonly series: string;
  readonly number: string;
  /** The days before and after, where the voucher stands. Both decide whether a closed month is touched. */
  readonly dayBefore?: Day;
  readonly dayAfter?: Day;
  readonly turnoverBeforeOre: Ore;
  readonly turnoverAfterOre: Ore;
}

export interface VoucherComparison {
  readonly changes: readonly VoucherChange[];
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** 106 bits are plenty to tell two versions of one voucher apart, and cost no cryptography in a floor. */
function digestOf(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  let c = 0x9e3779b9;
  let d = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
    c = Math.imul(c ^ unit, 2246822519) + a;
    d = Math.imul(d ^ unit, 3266489917) + b;
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  c = Math.imul(c ^ (c >>> 16), 2246822507) ^ Math.imul(d ^ (d >>> 13), 3266489909);
  d = Math.imul(d ^ (d >>> 16), 2246822507) ^ Math.imul(c ^ (c >>> 13), 3266489909);
  return [a, b, c, d].map((part) => (part >>> 0).toString(36)).join(".");
}

export function markOf(voucher: Voucher): VoucherMark {
  return {
    series: voucher.series,
    number: voucher.number,
    day: voucher.day,
    turnoverOre: turnoverOf(voucher.lines),
    digest: digestOf(`${voucher.day}\n${voucher.text}\n${bookingText(voucher.lines)}`),
  };
}

const none = ore(0);

/** Compares two versions of a year's vouchers, each voucher reduced to its mark. Changes come in order of series and number. */
export function diffVouchers(before: Iterable<VoucherMark>, after: Iterable<VoucherMark>): VoucherComparison {
  const old = new Map<string, VoucherMark>();
  for (const mark of before) old.set(`${mark.series}\u0000${mark.number}`, mark);
  const changes: VoucherChange[] = [];
  let unchanged = 0;
  for (const mark of after) {
    const key = `${mark.series}\u0000${mark.number}`;
    const was = old.get(key);
    if (was?.digest === mark.digest) {
      unchanged += 1;
    } else {
      changes.push({
        change: was ? "changed" : "added",
        series: mark.series,
        number: mark.number,
        ...(was ? { dayBefore: was.day } : {}),
        dayAfter: mark.day,
        turnoverBeforeOre: was?.turnoverOre ?? none,
        turnoverAfterOre: mark.turnoverOre,
      });
    }
    old.delete(key);
  }
  for (const was of old.values()) {
    changes.push({
      change: "removed",
      series: was.series,
      number: was.number,
      dayBefore: was.day,
      turnoverBeforeOre: was.turnoverOre,
      turnoverAfterOre: none,
    });
  }
  const count = (kind: VoucherChange["change"]): number =>
    changes.filter((change) => change.change === kind).length;
  return {
    changes: changes.sort((a, b) => byCode(a.series, b.series) || byNumber(a.number, b.number)),
    added: count("added"),
    changed: count("changed"),
    removed: count("removed"),
    unchanged,
  };
}

/** "9" before "10", and any other text after numbers. */
function byNumber(a: string, b: string): number {
  return a.length - b.length || byCode(a, b);
}
