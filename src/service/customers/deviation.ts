import type { Problem } from "../../kernel/index.ts";
import { comment, defineRegister, type Entry, owner, synthetic } from "../../platform/registers/index.ts";
import { problemOf } from "./problems.ts";
import { customer, customerReference } from "./register-columns.ts";

/** What did not become as planned with a customer (avvikelse, R022). A stopped plan opens one; what it cost is read from the books. */
export const deviations = defineRegister({
  name: "deviations",
  titleSv: "Avvikelser",
  titleEn: "Deviations",
  path: "customers/deviations.csv",
  table: "customers.deviation",
  objectKind: "deviation",
  columns: [
    { name: "deviation", type: "code", aliases: ["avvikelse"] },
    customer,
    { name: "plan", type: "code", optional: true, empty: true },
    { name: "text", type: "text", aliases: ["beskrivning"] },
    { name: "cause", type: "text", aliases: ["orsak"], optional: true, empty: true },
    { name: "consequence", type: "text", aliases: ["konsekvens"], optional: true, empty: true },
    { name: "measure", type: "text", aliases: ["åtgärd"], optional: true, empty: true },
    { name: "state", type: "choice", values: ["open", "ongoing", "closed"], aliases: ["läge"] },
    { name: "opened_on", type: "day", aliases: ["öppnad"] },
    { name: "closed_on", type: "day", aliases: ["avslutad"], optional: true, empty: true },
    { name: "reported", type: "text", aliases: ["rapporterad"], optional: true, empty: true },
    owner,
    synthetic,
    comment,
  ],
  lists: [],
  key: ["deviation"],
  references: [
    customerReference("customer"),
    {
      columns: ["customer", "plan"],
      table: "customers.consolidation_plan",
      keys: ["customer", "plan"],
      sv: "konsolideringsplanerna",
      en: "consolidation plans",
    },
  ],
  removes: false,
  check: (entries, file) =>
    entries
      .filter((entry) => (entry.state === "closed") !== (entry.closedOn !== undefined))
      .map((entry): Problem =>
        problemOf(
          "customers.deviation-closed-without-day",
          { file, line: entry.line, text: entry.deviation },
          {
            message_sv: `Avvikelsen ${entry.deviation} är ${entry.state === "closed" ? "avslutad men saknar dag" : "öppen men har en dag då den avslutades"}.`,
            message_en: `The deviation ${entry.deviation} is ${entry.state === "closed" ? "closed but has no day" : "open but has a day of closing"}.`,
          },
        ),
      ),
});
export type Deviation = Entry<typeof deviations>;
