/**
 * What things are known by: codes, as the provider's own programs have them. Two codes are the same when they are the same text,
 * letter for letter; they are never folded, trimmed or guessed at here.
 */

/** Order of keys wherever öre are left over or a list must be the same on every machine: by UTF-16 code unit. */
export function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
