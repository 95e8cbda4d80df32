import type { Profile, ProfileField } from "./profile.ts";

/**
 * The two layouts that a Raindance ledger takes, as one municipality has published its own; places count from 0. A code
 * that is too long is refused here. Where a ledger's codes are to be cut, its profile says `overlong: cut`.
 */

const amount = { align: "right" } as const;
/** What informs beside the amount gives up decimals before it is refused. */
const informs = { align: "right", overlong: "shorten" } as const;
const cutText = { overlong: "cut" } as const;

/** Internal debiting: header, then per document H, R, and per line R, U, K; T at the end. */
export const raindanceInternal: Profile = {
  profile: "raindance-internal",
  name_sv: "Raindance, intern debitering",
  name_en: "Raindance, internal debiting",
  encoding: "iso-8859-1",
  line_end: "lf",
  records: [
    { for: "file-start", fields: [{ at: 0, length: 8, literal: "01300SKC" }] },
    {
      for: "document",
      fields: [
        { at: 0, length: 2, literal: "H" },
        { at: 2, length: 10, value: "customer.code" },
        { at: 12, length: 8, value: "document.day" },
        { at: 20, length: 19, value: "document.due-day" },
        { at: 39, length: 63, value: "document.customer-reference" },
        { at: 102, length: 30, value: "document.our-reference", ...cutText },
      ],
    },
    {
      for: "document-text",
      fields: [
        { at: 0, length: 2, literal: "R" },
        { at: 2, length: 100, value: "document.text", ...cutText },
      ],
    },
    {
      for: "line",
      fields: [
        { at: 0, length: 2, literal: "R" },
        { at: 2, length: 30, value: "line.text", ...cutText },
        { at: 54, length: 7, value: "line.quantity", ...informs },
        { at: 61, length: 13, value: "line.price", ...informs },
        { at: 89, length: 15, value: "line.total", ...amount },
      ],
    },
    {
      for: "detail",
      fields: [
        { at: 0, length: 2, literal: "U" },
        { at: 2, length: 100, value: "detail.text", ...cutText },
      ],
    },
    {
      for: "posting",
      fields: [
        { at: 0, length: 2, literal: "K" },
        { at: 2, length: 8, value: "posting.cost-centre" },
        { at: 12, length: 6, value: "posting.account", required: true },
        { at: 22, length: 6, value: "posting.department" },
        { at: 32, length: 4, value: "posting.activity" },
        { at: 42, length: 5, value: "posting.project" },
        { at: 52, length: 7, value: "posting.object" },
        { at: 62, length: 3, value: "posting.counterparty", required: true },
        { at: 103, length: 15, value: "posting.amount", ...amount },
        { at: 119, length: 13, value: "posting.accrual-key" },
      ],
    },
    {
      for: "file-end",
      fields: [
        { at: 0, length: 2, literal: "T" },
        { at: 2, length: 15, value: "file.total" },
      ],
    },
  ],
};

const oreNumber = { point: "" } as const;
const legalId: ProfileField = { at: 1, length: 10, value: "customer.legal-id" };

/** External debiting: what the ledger makes invoices of. Amounts are öre without a point. */
export const raindanceExternal: Profile = {
  profile: "raindance-external",
  name_sv: "Raindance, extern debitering",
  name_en: "Raindance, external debiting",
  encoding: "iso-8859-1",
  line_end: "lf",
  records: [
    {
      for: "file-start",
      fields: [
        { at: 0, length: 1, literal: "!" },
        { at: 1, length: 20, literal: "Underlag" },
        { at: 21, length: 6, value: "file.day", day: "yyMMdd" },
        { at: 28, length: 126, literal: "Extern debitering" },
      ],
    },
    {
      for: "document",
      fields: [
        { at: 0, length: 1, literal: "S" },
        legalId,
        { at: 11, length: 35, value: "customer.name", ...cutText },
        { at: 46, length: 35, value: "customer.care-of", ...cutText },
        { at: 81, length: 35, value: "customer.street", ...cutText },
        { at: 116, length: 35, value: "customer.postal-address", ...cutText },
        { at: 151, length: 3, value: "customer.counterparty" },
      ],
    },
    {
      for: "document",
      fields: [
        { at: 0, length: 1, literal: "H" },
        legalId,
        { at: 11, length: 6, value: "document.due-day", day: "yyMMdd" },
        { at: 17, length: 30, value: "document.customer-reference", ...cutText },
        { at: 47, length: 30, value: "document.our-reference", ...cutText },
      ],
    },
    {
      for: "document-text",
      fields: [
        { at: 0, length: 1, literal: "R" },
        legalId,
        { at: 11, length: 30, value: "document.text", ...cutText },
        { at: 73, length: 2, literal: "00" },
      ],
    },
    {
      for: "line",
      fields: [
        { at: 0, length: 1, literal: "R" },
        legalId,
        { at: 11, length: 30, value: "line.text", ...cutText },
        { at: 41, length: 8, value: "line.quantity", ...oreNumber },
        { at: 49, length: 9, value: "line.price", ...oreNumber },
        { at: 58, length: 15, value: "line.total", ...oreNumber },
        { at: 73, length: 2, value: "line.vat-code" },
      ],
    },
    {
      for: "detail",
      fields: [
        { at: 0, length: 1, literal: "U" },
        legalId,
        { at: 11, length: 51, value: "detail.text", ...cutText },
      ],
    },
    {
      for: "posting",
      fields: [
        { at: 0, length: 1, literal: "K" },
        { at: 1, length: 8, value: "posting.cost-centre" },
        { at: 9, length: 6, value: "posting.account", required: true },
        { at: 15, length: 6, value: "posting.department" },
        { at: 21, length: 4, value: "posting.activity" },
        { at: 25, length: 5, value: "posting.project" },
        { at: 30, length: 7, value: "posting.object" },
        { at: 37, length: 3, value: "posting.counterparty", required: true },
        { at: 40, length: 12, value: "posting.amount", ...oreNumber, pad: "0" },
        { at: 52, length: 13, value: "posting.accrual-key" },
      ],
    },
    {
      for: "file-end",
      fields: [
        { at: 0, length: 1, literal: "T" },
        { at: 1, length: 15, value: "file.total", ...oreNumber, sign: "always", pad: "0" },
      ],
    },
  ],
};
