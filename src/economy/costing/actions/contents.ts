import type { Period } from "../../../kernel/index.ts";
import type { RowSource } from "../../../platform/database/index.ts";

/**
 * What customers say of the frozen values of a month: what billing's gate asks of this room. An answer that signs off only
 * lets more through, so it does not undo a rehearsal; an objection, or a value frozen anew, does.
 */
export function driverAnswerContents(period: Period): RowSource {
  return {
    name: "driver-answers",
    sv: "kundernas svar om fördelningsgrunderna",
    en: "the customers' answers about the drivers",
    rows: (is) => [
      `select driver, customer, snapshot, value_micro, reason from costing.v_driver_sign_off
       where provider_id = $1 and period = ${is(period)} and state = 'objected'`,
      `select driver, period, '' as customer, max(snapshot) as snapshot, '' as reason from costing.driver_snapshot
       where provider_id = $1 and period = ${is(period)} group by driver, period`,
    ],
  };
}
