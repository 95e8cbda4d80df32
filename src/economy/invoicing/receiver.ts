import type { Problem } from "../../kernel/index.ts";
import { defineRegister, type Entry } from "../../platform/registers/index.ts";
import { problemOf } from "./problems.ts";

/** How a document reaches its receiver: a Peppol message, a row in the internal debiting file, or a page to read. */
export const channels = ["peppol", "internal", "pdf"] as const;
export type Channel = (typeof channels)[number];

/** Where each customer's documents go and what they must bear (fakturamottagare). */
export const receiverRegister = defineRegister({
  name: "receivers",
  titleSv: "Fakturamottagare",
  titleEn: "Invoice receivers",
  path: "customers/receivers.csv",
  table: "invoicing.receiver",
  objectKind: "invoice-receiver",
  columns: [
    { name: "customer", type: "code", aliases: ["kund"] },
    { name: "channel", type: "choice", values: channels, aliases: ["kanal"], optional: true, empty: true },
    { name: "street", type: "text", aliases: ["gata", "postadress"], optional: true, empty: true },
    { name: "postal_code", type: "text", aliases: ["postnummer"], optional: true, empty: true },
    { name: "city", type: "text", aliases: ["ort", "postort"], optional: true, empty: true },
    {
      name: "buyer_reference",
      type: "text",
      aliases: ["er_referens", "referens"],
      optional: true,
      empty: true,
    },
    {
      name: "order_reference",
      type: "text",
      aliases: ["inköpsorder", "ordernummer"],
      optional: true,
      empty: true,
    },
    { name: "cost_account", type: "text", aliases: ["kostnadskonto"], optional: true, empty: true },
    { name: "cost_centre", type: "text", aliases: ["ansvar", "kostnadsställe"], optional: true, empty: true },
    { name: "liability_account", type: "text", aliases: ["skuldkonto"], optional: true, empty: true },
    { name: "synthetic", type: "flag", aliases: ["påhittad"], optional: true, empty: true },
    { name: "comment", type: "text", aliases: ["kommentar"], optional: true, empty: true },
  ],
  lists: [],
  key: ["customer"],
  references: [
    {
      columns: ["customer"],
      table: "customers.customer",
      keys: ["customer"],
      sv: "kunderna",
      en: "customers",
    },
  ],
  removes: true,
  check: (entries, file) =>
    entries.flatMap((entry): Problem[] => {
      const code = entry.postalCode.replace(/\s/g, "");
      if (code === "" || /^\d{5}$/.test(code)) return [];
      return [
        {
          ...problemOf(
            "invoicing.bad-postal-code",
            `Postnumret ${entry.postalCode} för ${entry.customer} är inte fem siffror.`,
            `The postal code ${entry.postalCode} of ${entry.customer} is not five digits.`,
          ),
          file,
          line: entry.line,
          text: entry.postalCode,
        },
      ];
    }),
});

/** A row of the register; kept on every document as it was on the day. */
export type Receiver = Entry<typeof receiverRegister>;

/**
 * The channel of a customer: what the register says, else by what is known of it - within the legal person the internal
 * file, with an electronic address Peppol, else a page.
 */
export function channelOf(
  customer: { readonly vat: boolean; readonly eAddress?: string | undefined },
  receiver: Pick<Receiver, "channel"> | undefined,
): Channel {
  if (receiver?.channel !== undefined) return receiver.channel;
  if (!customer.vat) return "internal";
  return customer.eAddress === undefined ? "pdf" : "peppol";
}

/** Whether somebody has said Peppol for a customer whose electronic address nobody has entered: there is nowhere to send it. */
export function isUnreachable(customer: {
  readonly eAddress?: string | undefined;
  readonly receiver?: Pick<Receiver, "channel">;
}): boolean {
  return customer.receiver?.channel === "peppol" && (customer.eAddress ?? "") === "";
}
