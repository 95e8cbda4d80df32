import type { Day, Micro, Period } from "../../kernel/index.ts";

/** One thing that was used (förbrukningshändelse): the id makes it count once however often it is sent. */
export interface UsageEvent {
  readonly eventId: string;
  readonly day: Day;
  readonly item: string;
  readonly customer: string;
  readonly quantityMicro: Micro;
  /** Second of the day, where it is told: which of a day's readings is the last. */
  readonly second?: number;
  /** Who or what used it, where it is told: what a meter of unique users counts. */
  readonly subject?: string;
}

/** A volume (volym): what billing reads, of an item, customer and month. */
export interface Volume {
  readonly period: Period;
  readonly item: string;
  readonly customer: string;
  readonly quantityMicro: Micro;
  readonly events: number;
}
