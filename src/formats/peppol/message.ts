import type { Problem, Result } from "../../kernel/index.ts";
import type { Attachment, BillingDocument } from "./billing-document.ts";
import {
  specificationOf,
  withSpecification,
  withSpecificationAttached,
  withSpecificationBeside,
} from "./specification.ts";
import { sizeLimitBytes, writeBilling } from "./write.ts";

/** What goes to the receiver: the message, and the specification where the message could not carry it. */
export interface BillingMessage {
  readonly bytes: Uint8Array;
  readonly beside?: Attachment;
}

/**
 * A document as a message that its receiver takes, whatever its lines: as it is; with its lines summed by item and the specification
 * attached, above 500 lines or where the message would be larger than the limit; with the specification as a file of
 * its own, where it is larger still. The totals are the same and every line is somewhere.
 */
export function writeMessage(
  document: BillingDocument,
  { limitBytes = sizeLimitBytes }: { readonly limitBytes?: number } = {},
): Result<BillingMessage> {
  const usual = writeBilling(withSpecification(document), { limitBytes });
  if (usual.ok) return messageOf(usual);
  if (!isOnlyTooLarge(usual.problems)) return usual;
  const attached = writeBilling(withSpecificationAttached(document), { limitBytes });
  if (attached.ok) return messageOf(attached);
  const named = writeBilling(withSpecificationBeside(document), { limitBytes });
  return named.ok ? { ...named, value: { bytes: named.value, beside: specificationOf(document) } } : named;
}

function messageOf(written: Extract<Result<Uint8Array>, { ok: true }>): Result<BillingMessage> {
  return { ...written, value: { bytes: written.value } };
}

function isOnlyTooLarge(problems: readonly Problem[]): boolean {
  return problems.every((problem) => problem.code === "peppol.too-large");
}
