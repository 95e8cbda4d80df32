import { createHmac, randomBytes } from "node:crypto";

const prefix = "whsec_";

/** A key for signing (signeringsnyckel), as Standard Webhooks writes one. */
export function newSigningSecret(): string {
  return prefix + randomBytes(32).toString("base64");
}

/**
 * The signature of a message by every key that holds (Standard Webhooks, symmetric): over id, time and the very bytes, so that neither
 * an old message nor a changed one passes for a new.
 */
export function signatureOf(
  { id, timestamp, body }: { readonly id: string; readonly timestamp: number; readonly body: string },
  secrets: readonly string[],
): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(prefix.length), "base64");
      return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
    })
    .join(" ");
}
