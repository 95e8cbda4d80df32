import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { strFromU8, unzipSync } from "./unzip.testing.ts";
import { zipOf } from "./index.ts";

const files = [
  { path: "först.txt", bytes: "å".repeat(5000) },
  { path: "mapp/andra.bin", bytes: new Uint8Array([0, 1, 2, 255]), isPacked: true },
];

it("gives back what was packed, in its order and with its names", () => {
  const back = unzipSync(zipOf(files));
  expect([...back.keys()]).toEqual(["först.txt", "mapp/andra.bin"]);
  expect(strFromU8(back.get("först.txt"))).toBe("å".repeat(5000));
  expect([...(back.get("mapp/andra.bin") ?? [])]).toEqual([0, 1, 2, 255]);
});

it("is the same bytes wherever and whenever it is made", () => {
  const bytes = zipOf(files);
  expect(bytes.length).toBeLessThan(500);
  // A fixed sum, not two runs compared: it is to be the same on the next machine and the next version too.
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(
    "5aa90a269166d02994ce27272c2bfd3861b1684e0d1fc78e5f6ab52a13ca8308",
  );
});
