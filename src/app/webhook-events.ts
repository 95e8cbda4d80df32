import { type EventDefinition, jobEnded, tried } from "../platform/webhooks/index.ts";

const document = (id: string): string => `/invoices/${encodeURIComponent(id)}`;
const run = (id: string): string => `/runs/${encodeURIComponent(id)}`;
const settlement = (id: string): string => `/settlements/${encodeURIComponent(id)}`;
const priceList = (id: string): string => `/price-lists/${encodeURIComponent(id)}`;
const month = (id: string): string => `/month/${encodeURIComponent(id)}`;
const objection = (): string => "/objections";

type Line = readonly [
  event: string,
  objectKind: string,
  action: string,
  sv: string,
  en: string,
  path?: (objectId: string) => string,
];

const lines: readonly Line[] = [
  [
    "run.rehearsed",
    "billing-run",
    "invoicing.rehearse",
    "en fakturakörning är provkörd",
    "a billing run is rehearsed",
    run,
  ],
  [
    "run.approved",
    "billing-run",
    "invoicing.approve",
    "en fakturakörning är attesterad",
    "a billing run is approved",
    run,
  ],
  [
    "run.issued",
    "billing-run",
    "invoicing.issue-run",
    "en fakturakörning är utställd",
    "a billing run is issued",
    run,
  ],
  [
    "invoice.issued",
    "invoice",
    "invoicing.issue",
    "en faktura är utställd",
    "an invoice is issued",
    document,
  ],
  [
    "credit-note.issued",
    "credit-note",
    "invoicing.issue",
    "en kreditnota är utställd",
    "a credit note is issued",
    document,
  ],
  [
    "invoice.sent",
    "delivery",
    "invoicing.delivery-sent",
    "ett dokument är avlämnat",
    "a document is handed over",
    document,
  ],
  [
    "invoice.not-sent",
    "delivery",
    "invoicing.delivery-failed",
    "ett dokument gick inte att lämna",
    "a document could not be handed over",
    document,
  ],
  [
    "agreement.sent",
    "agreement",
    "customers.send-agreement",
    "ett kundavtal ska undertecknas",
    "an agreement is to be signed",
    () => "/customers",
  ],
  [
    "agreement.signed",
    "agreement",
    "customers.sign-agreement",
    "ett kundavtal är undertecknat av båda parter",
    "an agreement is signed by both sides",
    () => "/customers",
  ],
  [
    "objection.raised",
    "objection",
    "invoicing.objection-open",
    "en kund invänder mot en faktura",
    "a customer objects to an invoice",
    objection,
  ],
  [
    "objection.rejected",
    "objection",
    "invoicing.objection-rejected",
    "en invändning är avslagen",
    "an objection is rejected",
    objection,
  ],
  [
    "objection.credit-proposed",
    "objection",
    "invoicing.objection-credit-proposed",
    "en kreditering är föreslagen",
    "a credit is proposed",
    objection,
  ],
  [
    "objection.credited",
    "objection",
    "invoicing.objection-credited",
    "en invändning är krediterad",
    "an objection is credited",
    objection,
  ],
  [
    "objection.withdrawn",
    "objection",
    "invoicing.objection-withdrawn",
    "en invändning är återtagen",
    "an objection is withdrawn",
    objection,
  ],
  [
    "correction.proposed",
    "billing-run",
    "invoicing.propose-correction",
    "en rättelse är föreslagen",
    "a correction is proposed",
    run,
  ],
  [
    "correction.accepted",
    "billing-run",
    "invoicing.accept-correction",
    "en rättelse är godkänd",
    "a correction is accepted",
    run,
  ],
  [
    "settlement.proposed",
    "settlement",
    "settlement.propose",
    "en återreglering är föreslagen",
    "a settlement is proposed",
    settlement,
  ],
  [
    "settlement.decided",
    "settlement",
    "settlement.decide",
    "en återreglering är beslutad",
    "a settlement is decided",
    settlement,
  ],
  [
    "settlement.issued",
    "settlement",
    "settlement.issue",
    "en återreglering är utställd",
    "a settlement is issued",
    settlement,
  ],
  [
    "price-list.proposed",
    "price-list",
    "price-list.propose",
    "en prislista är föreslagen",
    "a price list is proposed",
    priceList,
  ],
  [
    "price-list.decided",
    "price-list",
    "price-list.decide",
    "en prislista är beslutad",
    "a price list is decided",
    priceList,
  ],
  ["month.closed", "period", "ledger.close", "en månad är stängd", "a month is closed", month],
  ["month.reopened", "period", "ledger.reopen", "en månad är öppnad igen", "a month is reopened", month],
  [
    "books.loaded",
    "source-file",
    "ledger.load-file",
    "en bokföringsfil är inläst",
    "a file of books is loaded",
  ],
  ["usage.loaded", "usage", "usage.load", "förbrukning är inläst", "usage is loaded"],
  ["driver.frozen", "driver-snapshot", "driver.freeze", "en fördelningsgrund är fryst", "a driver is frozen"],
  [
    "driver.signed",
    "driver-answer",
    "driver.sign",
    "en kund godkänner sitt värde",
    "a customer signs its value off",
  ],
  [
    "driver.objected",
    "driver-answer",
    "driver.object",
    "en kund invänder mot sitt värde",
    "a customer objects to its value",
  ],
];

/** What others may be told of, by the entries of the audit chain that tell it. */
export const webhookEvents: readonly EventDefinition[] = lines.map(
  ([event, objectKind, action, sv, en, path]) => ({
    event,
    objectKind,
    action,
    sv,
    en,
    ...(path === undefined ? {} : { path }),
  }),
);

/** Every event that can be asked for, with the one that no chain tells of. The try of a connection is not asked for. */
export const eventList: readonly { readonly event: string; readonly sv: string; readonly en: string }[] = [
  ...webhookEvents.map(({ event, sv, en }) => ({ event, sv, en })),
  jobEnded,
];

export const knownEvents: readonly string[] = eventList.map((one) => one.event);

/** With the try: what a message may be named. */
export const messageTypes: readonly string[] = [...knownEvents, tried.event];
