import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Typesetter } from "../../../formats/pdf/index.ts";

let shared: Typesetter | undefined;

/**
 * The typesetter is loaded when it is first needed: it is native and large, and most commands never print.
 * The rooms to the right print by the same one: annexes, settlements and invoices.
 */
export async function openTypesetter(): Promise<Typesetter> {
  if (shared) return shared;
  const { createTypesetter } = await import("../../../formats/pdf/index.ts");
  shared = createTypesetter({ emptyFolder: mkdtempSync(join(tmpdir(), "underlag-typeset-")) });
  return shared;
}
