import { setImmediate } from "node:timers/promises";
import { openTypesetter } from "../../pricing/actions/index.ts";
import { utf8 } from "../../../formats/csv/index.ts";
import { writeFocus } from "../../../formats/focus/index.ts";
import {
  DebitingWriter,
  raindanceInternal,
  readProfile,
  writeDebiting,
} from "../../../formats/internal-debiting/index.ts";
import { type Attachment, specificationOf, writeMessage } from "../../../formats/peppol/index.ts";
import type { Typesetter } from "../../../formats/pdf/index.ts";
import { writeSie } from "../../../formats/sie4/index.ts";
import { type Day, type Problem, Refusal, required, unreachable } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Language } from "../../../platform/language/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { asDebiting, debitedBy } from "../as-debiting.ts";
import { asFocus } from "../as-focus.ts";
import { asPeppol } from "../as-peppol.ts";
import { asSheet } from "../as-sheet.ts";
import { asSieImport, type DimensionNumbers, mirrorVoucher } from "../as-vouchers.ts";
import {
  type BilledService,
  type Channel,
  channelOf,
  type OutgoingDocument,
  type PostingRules,
  voucherOf,
} from "../index.ts";
import { problemOf } from "../problems.ts";
import { billedServices, sellerOf } from "./basis.ts";
import { linesTable, linesWorkbook } from "./export-tables.ts";
import { outgoingDocuments, type OutgoingSelection, totalsOf } from "./outgoing.ts";

/** What documents can be taken out as. `auto` is each in the format of its receiver's channel. */
export const exportFormats = [
  "auto",
  "peppol",
  "specification",
  "internal",
  "pdf",
  "csv",
  "xlsx",
  "focus",
  "sie-4i",
  "sie-4i-mirror",
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Those that are one file of all their documents. */
type WholeFormat = Exclude<ExportFormat, "auto" | "peppol" | "specification" | "pdf">;

export interface ExportedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** What was done in spite of something, such as a character that the typeface lacks. */
  readonly warnings: readonly Problem[];
  /** What the file names as a file of its own: the specification that a message could not carry. */
  readonly beside?: ExportedFile;
}

export interface ExportQuestion extends OutgoingSelection {
  readonly format: ExportFormat;
  readonly language: Language;
  /** The moment of asking, ISO text. */
  readonly now: string;
}

/**
 * Issued documents as files, one after another. Formats that are a message or a page are one file a document and hold no
 * more than a few in memory; the others are one file of all. A document that its receiver would send back is refused with
 * every reason, and nothing after it is made.
 */
export async function* exportDocuments(
  tx: Transaction,
  provider: string,
  question: ExportQuestion,
): AsyncGenerator<ExportedFile> {
  const { format } = question;
  const gathered: OutgoingDocument[] = [];
  let typesetter: Typesetter | undefined;
  let count = 0;
  for await (const document of outgoingDocuments(tx, provider, question)) {
    const channel = channelOf(document.customer, document.receiver);
    const own = format === "auto" ? channel : format;
    if (!isFor(own, channel, document, question.invoice !== undefined)) continue;
    count += 1;
    if (own === "peppol") {
      const message = peppolFile(document);
      yield message;
      if (message.beside !== undefined) yield message.beside;
    } else if (own === "specification") yield specificationFile(specificationOf(asPeppol(document)));
    else if (own === "pdf") {
      typesetter ??= await openTypesetter();
      yield pdfFile(document, typesetter, question.language);
      // The typesetter's bytes are freed only when the event loop turns; without it memory grows with every page.
      await setImmediate();
    } else gathered.push(document);
  }
  if (count === 0) throw new Refusal([nothing(question)]);
  // What goes out by itself and is neither a message nor a page is the internal file.
  const whole = isSingle(format) ? "internal" : format;
  if (gathered.length > 0) yield await wholeFile(tx, provider, gathered, { ...question, format: whole });
}

function isSingle(format: ExportFormat): format is Exclude<ExportFormat, WholeFormat> {
  return ["auto", "peppol", "specification", "pdf"].includes(format);
}

/** Whether a document has such a file. Asked for by its number, it is refused instead of being passed over. */
function isFor(
  format: Exclude<ExportFormat, "auto">,
  channel: Channel,
  document: OutgoingDocument,
  asked: boolean,
): boolean {
  const isFit =
    format === "peppol"
      ? channel === "peppol"
      : format === "internal" || format === "sie-4i-mirror"
        ? !document.customer.vat && !(format === "sie-4i-mirror" && document.customer.isSelf)
        : true;
  if (isFit || !asked) return isFit;
  const { invoice, customer } = document;
  throw new Refusal([
    problemOf(
      "invoicing.format-not-for-receiver",
      `${invoice} till ${customer.name} går ut som ${channel}, inte som ${format}.`,
      `${invoice} to ${customer.name} goes out as ${channel}, not as ${format}.`,
    ),
  ]);
}

function nothing({ period, invoice, customer, format }: ExportQuestion): Problem {
  const what = [period, invoice, customer].filter(Boolean).join(", ");
  return problemOf(
    "invoicing.nothing-to-export",
    `Inga utfärdade dokument för ${what} går ut som ${format}.`,
    `No issued documents of ${what} go out as ${format}.`,
  );
}

/** A file name of letters that every disk takes. */
export function fileName(text: string, ending: string): string {
  return `${text.replace(/[^A-Za-z0-9ÅÄÖåäö._-]/g, "-").replace(/^\.+/, "")}.${ending}`;
}

export function peppolFile(document: OutgoingDocument): ExportedFile {
  const written = writeMessage(asPeppol(document));
  if (!written.ok)
    throw new Refusal(
      written.problems.map((problem) => ({
        ...problem,
        message_sv: `${document.invoice}, ${document.customer.customer}: ${problem.message_sv}`,
        message_en: `${document.invoice}, ${document.customer.customer}: ${problem.message_en}`,
      })),
    );
  const { bytes, beside } = written.value;
  return {
    name: fileName(document.invoice, "xml"),
    mediaType: "application/xml",
    bytes,
    warnings: [],
    ...(beside === undefined ? {} : { beside: specificationFile(beside) }),
  };
}

function specificationFile({ fileName: name, mediaType, content }: Attachment): ExportedFile {
  return { name, mediaType: `${mediaType}; charset=utf-8`, bytes: content, warnings: [] };
}

export function pdfFile(
  document: OutgoingDocument,
  typesetter: Typesetter,
  language: Language,
): ExportedFile {
  const result = typesetter.invoice(asSheet(document, language));
  return {
    name: fileName(document.invoice, "pdf"),
    mediaType: "application/pdf",
    bytes: required(result),
    warnings: result.ok ? result.warnings : [],
  };
}

/** Every format that is one file of all its documents. */
async function wholeFile(
  tx: Transaction,
  provider: string,
  documents: readonly OutgoingDocument[],
  question: ExportQuestion & { readonly format: WholeFormat },
): Promise<ExportedFile> {
  const name = nameOf(question);
  switch (question.format) {
    case "internal":
      return internalFile(tx, provider, documents, question);
    case "csv":
      return {
        name: fileName(`rader-${name}`, "csv"),
        mediaType: "text/csv; charset=utf-8",
        bytes: utf8(linesTable(documents)),
        warnings: [],
      };
    case "xlsx":
      return {
        name: fileName(`specifikation-${name}`, "xlsx"),
        mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes: await linesWorkbook(documents, name),
        warnings: [],
      };
    case "focus": {
      const catalogue = await catalogueOf(tx, provider);
      const classes = await classesOf(tx, provider, documents);
      const services = new Map(
        catalogue.services.map((one) => [
          one.service,
          { name: one.nameSv, class: classes.get(one.service) ?? "" },
        ]),
      );
      const bytes = writeFocus(documents.flatMap((document) => asFocus(document, services)));
      return {
        name: fileName(`focus-${name}`, "csv"),
        mediaType: "text/csv; charset=utf-8",
        bytes,
        warnings: [],
      };
    }
    case "sie-4i":
    case "sie-4i-mirror":
      return sieFile(tx, provider, documents, question);
    default:
      return unreachable(question.format);
  }
}

function nameOf({
  period,
  run,
  invoice,
  customer,
}: Pick<ExportQuestion, "period" | "run" | "invoice" | "customer">): string {
  return [invoice ?? run ?? period ?? "alla", ...(customer === undefined ? [] : [customer])].join("-");
}

async function classesOf(
  tx: Transaction,
  provider: string,
  documents: readonly OutgoingDocument[],
): Promise<Map<string, string>> {
  const day = documents.at(-1)?.documentDay as Day;
  return new Map((await billedServices(tx, provider, day)).map((one) => [one.service, one.class]));
}

interface BookedHow {
  readonly posting: PostingRules;
  readonly services: readonly BilledService[];
  readonly dimensions: DimensionNumbers;
  readonly ownCounterparty: string;
  readonly profile: unknown;
}

/** How the documents are booked: rules, the services' classes then, the dimensions of the books and the ledger's layout. */
async function bookedHow(tx: Transaction, provider: string, day: Day): Promise<BookedHow> {
  const { posting, internalFile: profile } = await sellerOf(tx, provider);
  const row = await tx.maybe<{ settings: Record<string, unknown> }>(
    "select settings from platform.provider where provider_id = $1",
    [provider],
  );
  const settings = row?.settings ?? {};
  const roles = Object.entries((settings["dimensions"] ?? {}) as Record<string, string>);
  const own = settings["own_counterparties"];
  return {
    posting,
    services: await billedServices(tx, provider, day),
    dimensions: Object.fromEntries(roles.map(([number, role]) => [role, Number(number)])),
    ownCounterparty: Array.isArray(own) && typeof own[0] === "string" ? own[0] : "",
    profile: profile ?? raindanceInternal,
  };
}

export async function internalFile(
  tx: Transaction,
  provider: string,
  documents: readonly OutgoingDocument[],
  question: Pick<ExportQuestion, "period" | "run" | "invoice" | "customer">,
): Promise<ExportedFile> {
  const day = documents.at(-1)?.documentDay as Day;
  const { posting, services, profile } = await bookedHow(tx, provider, day);
  const bytes = required(
    writeDebiting(asDebiting(documents, { day, posting, services }), required(readProfile(profile))),
  );
  return {
    name: fileName(`internfil-${nameOf(question)}`, "txt"),
    mediaType: "text/plain",
    bytes,
    warnings: [],
  };
}

/**
 * The same a few documents at a time, each handed to `put` as it is made: what is held does not grow with them. The documents are told
 * by their ids. One that the ledger's layout cannot hold is a `Refusal` at the end, with everything that it cannot.
 */
export async function internalFileInto(
  tx: Transaction,
  provider: string,
  invoices: readonly string[],
  put: (piece: Uint8Array) => void,
): Promise<void> {
  const { day, ...head } = await totalsOf(tx, provider, invoices);
  const { posting, services, profile } = await bookedHow(tx, provider, day);
  const writer = new DebitingWriter({ day, ...head }, required(readProfile(profile)));
  const debited = debitedBy({ posting, services });
  put(writer.start());
  for await (const document of outgoingDocuments(tx, provider, { invoices }))
    put(writer.document(debited(document)));
  put(writer.end());
  if (writer.problems.length > 0) throw new Refusal(writer.problems);
}

async function sieFile(
  tx: Transaction,
  provider: string,
  documents: readonly OutgoingDocument[],
  question: ExportQuestion,
): Promise<ExportedFile> {
  const { posting, services, dimensions, ownCounterparty } = await bookedHow(
    tx,
    provider,
    documents.at(-1)?.documentDay as Day,
  );
  const isMirror = question.format === "sie-4i-mirror";
  const vouchers = documents.map((document) =>
    isMirror
      ? mirrorVoucher(document, posting, ownCounterparty)
      : voucherOf(
          { ...document, customer: document.customer.customer, run: "", snapshot: document.customer },
          posting,
          services,
        ),
  );
  const seller = documents[0]?.seller;
  const warnings: Problem[] = [];
  const chunks = [
    ...writeSie(
      asSieImport(vouchers, {
        companyName: seller?.name ?? "",
        orgNo: seller?.orgNo ?? "",
        dimensions,
        generated: question.now.slice(0, 10) as Day,
      }),
      { onProblem: (problem) => warnings.push(problem) },
    ),
  ];
  return {
    name: fileName(`${isMirror ? "spegel" : "verifikationer"}-${nameOf(question)}`, "si"),
    mediaType: "text/plain",
    bytes: new Uint8Array(Buffer.concat(chunks)),
    warnings,
  };
}
