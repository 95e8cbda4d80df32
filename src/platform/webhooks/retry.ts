const seconds = { minute: 60, hour: 3600 } as const;

/** How long after each failed try the next comes: a receiver may be away for three days. */
const waits = [
  5,
  5 * seconds.minute,
  30 * seconds.minute,
  2 * seconds.hour,
  5 * seconds.hour,
  10 * seconds.hour,
  14 * seconds.hour,
  20 * seconds.hour,
  24 * seconds.hour,
] as const;

/** What came back: a status, or a fault where no answer came. */
export interface Outcome {
  readonly status?: number;
  readonly fault?: string;
  /** What the receiver itself asked for (Retry-After), in seconds. */
  readonly retryAfterSeconds?: number;
}

export type Verdict =
  | { readonly state: "delivered" }
  | { readonly state: "waiting"; readonly inSeconds: number }
  | { readonly state: "given-up" };

/** What becomes of a message after a try: `tries` counts this one. Gone (410) means that nobody wants it any more. */
export function verdictOf({ status, retryAfterSeconds }: Outcome, tries: number): Verdict {
  if (status !== undefined && status >= 200 && status < 300) return { state: "delivered" };
  const wait = waits[tries - 1];
  if (status === 410 || wait === undefined) return { state: "given-up" };
  const asked = Math.min(retryAfterSeconds ?? 0, 24 * seconds.hour);
  return { state: "waiting", inSeconds: Math.max(wait, asked) };
}
