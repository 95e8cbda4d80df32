import { createHash, randomBytes } from "node:crypto";

/** What opens a door: 256 random bits, to be said once and kept by whom it is said to. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of it: who reads the table cannot sign in with it. Random enough to need no slow hash. */
export function hashOfSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
