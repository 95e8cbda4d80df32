import type { Day, Micro, Period } from "../../kernel/index.ts";

/** One thing that was used (förbrukningshändelse): the id makes it count once however often it is sent. */
export interface UsageEvent {
  readonly eventId: string;
  readonly day: Day;
  readonly item: string;
  readonly customer: string;
  readonly quantityMicro: Micro;
}

/** A volume (volym): what billing reads, of an item, customer and month. */
export interface Volume {
  readonly period: Period;
  readonly item: string;
  readonly customer: string;
  readonly quantityMicro: Micro;
  readonly events: number;
}
