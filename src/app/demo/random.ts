/**
 * Deterministic variety. Every draw is named, so that adding one does not disturb the others, and uses only 32-bit
 * integer arithmetic, so that it is the same on every machine.
 */

/** A whole number from 0 to 2^32 - 1 that depends on the name only. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    hash ^= name.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash >>> 0;
}

/** A whole number from least to most, both included. */
export function between(name: string, least: number, most: number): number {
  return least + (hashOf(name) % (most - least + 1));
}

/** True in about `percent` cases of a hundred. */
export function chance(name: string, percent: number): boolean {
  return hashOf(name) % 100 < percent;
}

/** One of a list. */
export function pick<T>(name: string, list: readonly T[]): T {
  return list[hashOf(name) % list.length] as T;
}
