import type { Day } from "../../kernel/index.ts";

/** A decision of a board or an official that something rests on (beslut). */
export interface Decision {
  readonly decision: string;
  readonly board: string;
  readonly decidedOn: Day;
  readonly paragraph: string;
  readonly registryNo: string;
  readonly title: string;
}
