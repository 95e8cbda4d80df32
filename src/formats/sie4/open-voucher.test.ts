import { setFlagsFromString } from "node:v8";
import { runInThisContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { OpenVoucher } from "./open-voucher.ts";
import { digits } from "./texts.ts";

setFlagsFromString("--allow-natives-syntax");
const isFast = runInThisContext("(value) => %HasFastProperties(value)") as (value: object) => boolean;
// V8 compiles a function when it is first called.
isFast({});
setFlagsFromString("--no-allow-natives-syntax");

describe("the row and the head that are handed out", () => {
  test("are not dictionaries to V8, however many files were read: that cost a quarter of the reading", () => {
    const several = [new OpenVoucher(), new OpenVoucher(), new OpenVoucher()];
    expect(several.map(({ row, head }) => [isFast(row), isFast(head)])).toEqual(
      several.map(() => [true, true]),
    );
    expect(
      isFast({
        a: 1,
        get b() {
          return 2;
        },
      }),
      "else the question tells nothing",
    ).toBe(false);
  });

  test("copied, hold the texts themselves", () => {
    const { row, rowText, head, number } = new OpenVoucher();
    const bytes = new TextEncoder().encode("4711");
    rowText.stand(bytes, 0, 4, digits);
    number.stand(bytes, 1, 4, digits);
    const [rowThen, headThen] = [{ ...row }, { ...head }];
    rowText.set("later");
    number.set("later");
    expect([rowThen.text, headThen.number]).toEqual(["4711", "711"]);
    expect([row.text, head.number]).toEqual(["later", "later"]);
  });
});
