import { type Day, type Problem } from "../../kernel/index.ts";
import { defineRegister, type Entry } from "../../platform/registers/index.ts";
import { problemOf } from "./problems.ts";

export const signatureParties = ["provider", "customer"] as const;
/** Ink, or an electronic signature of one of the two levels that count (eIDAS, EU 910/2014). */
export const signatureMethods = ["paper", "advanced", "qualified"] as const;

/** Signatures of agreements (underskrifter, R010). A signing service tells them by the machines' door, one side at a time. */
export const agreementSignatures = defineRegister({
  name: "agreement-signatures",
  titleSv: "Underskrifter av kundavtal",
  titleEn: "Signatures of agreements",
  path: "customers/agreement-signatures.csv",
  table: "customers.agreement_signature",
  objectKind: "agreement-signature",
  columns: [
    { name: "agreement", type: "code", aliases: ["avtal"] },
    { name: "party", type: "choice", values: signatureParties, aliases: ["part"] },
    { name: "signer", type: "text", aliases: ["undertecknare"] },
    { name: "signed_on", type: "day", aliases: ["undertecknat", "undertecknad"] },
    { name: "method", type: "choice", values: signatureMethods, aliases: ["sätt"] },
    { name: "reference", type: "text", aliases: ["referens"], optional: true, empty: true },
    {
      name: "document_hash",
      type: "text",
      aliases: ["dokumentets_kontrollsumma"],
      optional: true,
      empty: true,
    },
  ],
  lists: [],
  key: ["agreement", "party"],
  references: [
    {
      columns: ["agreement"],
      table: "customers.agreement",
      keys: ["agreement"],
      sv: "kundavtalen",
      en: "agreements",
    },
  ],
  removes: false,
  check: (entries, file) =>
    entries.flatMap((entry): Problem[] => {
      const at = { file, line: entry.line, text: entry.agreement };
      if (entry.documentHash !== "" && !/^[0-9a-f]{64}$/.test(entry.documentHash))
        return [
          problemOf("customers.bad-document-hash", at, {
            message_sv: `${entry.documentHash} är ingen SHA-256.`,
            message_en: `${entry.documentHash} is no SHA-256.`,
          }),
        ];
      const other = entries.find(
        (one) => one.agreement === entry.agreement && one.party !== entry.party && one.documentHash !== "",
      );
      return entry.party === "customer" &&
        entry.documentHash !== "" &&
        other !== undefined &&
        other.documentHash !== entry.documentHash
        ? [
            problemOf("customers.other-document", at, {
              message_sv: `Parterna har inte undertecknat samma handling av ${entry.agreement}.`,
              message_en: `The parties have not signed the same document of ${entry.agreement}.`,
            }),
          ]
        : [];
    }),
});
export type AgreementSignature = Entry<typeof agreementSignatures>;

/** The day an agreement was signed by both sides, the later of the two; undefined while one is missing. */
export function signedByBoth(
  signatures: readonly Pick<AgreementSignature, "agreement" | "party" | "signedOn">[],
  agreement: string,
): Day | undefined {
  const own = signatures.filter((one) => one.agreement === agreement);
  const [first, second] = signatureParties.map((party) => own.find((one) => one.party === party)?.signedOn);
  if (first === undefined || second === undefined) return undefined;
  return first > second ? first : second;
}
