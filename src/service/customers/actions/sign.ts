import { type Day, Refusal } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type RegisterDefinition, unknownEntry } from "../../../platform/registers/index.ts";
import { addEntry, changeEntry, entriesOf } from "../../../platform/registers/actions/index.ts";
import { type Agreement, agreementSignatures, signedByBoth } from "../index.ts";
import { problemOf } from "../problems.ts";
import { agreementRegister } from "../registers.ts";
import { agreementsOf } from "./read.ts";

interface Doing {
  readonly actor: string;
  readonly now: string;
}

/** The engine takes any register; the exact types of these are no help to it. */
const agreements = agreementRegister as unknown as RegisterDefinition;
const signatures = agreementSignatures as unknown as RegisterDefinition;

/**
 * Sends a draft to be signed (R010): its state, and a happening that a signing service may listen for. One that was sent is sent
 * again; one that is signed is not.
 */
export async function sendAgreement(
  tx: Transaction,
  provider: string,
  agreement: string,
  doing: Doing,
): Promise<void> {
  const found = await unsigned(tx, provider, agreement);
  if (found.status !== "sent")
    await changeEntry(tx, provider, agreements, { key: agreement, cells: { status: "sent" } }, doing);
  await tell(tx, "customers.send-agreement", found, { status: "sent" }, doing);
}

/** What a signing service, or whoever files the paper, says of one side's signature: the texts of the register's cells. */
export type SaidSignature = Readonly<
  Record<"agreement" | "party" | "signer" | "signed_on" | "method" | "reference" | "document_hash", string>
>;

/** Keeps one side's signature; with both, the agreement is signed on the later day. Returns that day, or undefined. */
export async function signAgreement(
  tx: Transaction,
  provider: string,
  said: SaidSignature,
  doing: Doing,
): Promise<Day | undefined> {
  const found = await unsigned(tx, provider, said.agreement);
  await addEntry(tx, provider, signatures, said, doing);
  const on = signedByBoth(await entriesOf(tx, provider, agreementSignatures), said.agreement);
  const cells =
    on === undefined
      ? found.status === "draft"
        ? { status: "sent" }
        : {}
      : { status: "signed", signed_on: on };
  if (Object.keys(cells).length > 0)
    await changeEntry(tx, provider, agreements, { key: said.agreement, cells }, doing);
  if (on !== undefined) await tell(tx, "customers.sign-agreement", found, cells, doing);
  return on;
}

/** An agreement that waits for signatures; one that is signed or declined is refused. */
async function unsigned(tx: Transaction, provider: string, agreement: string): Promise<Agreement> {
  const found = (await agreementsOf(tx, provider)).find((one) => one.agreement === agreement);
  if (found === undefined) throw new Refusal([unknownEntry(agreements.name, agreement)]);
  if (found.status === "signed" || found.status === "declined")
    throw new Refusal([
      problemOf(
        "customers.not-to-be-signed",
        { text: agreement },
        {
          message_sv: `Avtalet ${agreement} är ${found.status === "signed" ? "redan undertecknat" : "avböjt"}.`,
          message_en: `The agreement ${agreement} is ${found.status === "signed" ? "signed already" : "declined"}.`,
        },
      ),
    ]);
  return found;
}

async function tell(
  tx: Transaction,
  action: string,
  { agreement, customer, status }: Agreement,
  after: object,
  { actor, now }: Doing,
): Promise<void> {
  await record(tx, {
    at: now,
    actor,
    objectKind: "agreement",
    objectId: agreement,
    action,
    before: { status },
    after: { ...after, customer },
  });
}
