import { describe, expect, test } from "vitest";
import { type SieFile, readSie } from "./index.ts";

const head = `#FLAGGA 0
#PROGRAM x 1
#FORMAT PC8
#GEN 20250101
#SIETYP 4
#FNAMN x
#RAR 0 20240101 20241231
#KONTO 1910 Kassa
#KONTO 2640 Moms
#KONTO 6110 Material
#KONTO 6250 Porto
`;

function read(body: string, file = "x.se"): SieFile {
  const result = readSie(Buffer.from(head + body), { file });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(result.warnings).toEqual([]);
  return result.value;
}

function codes(body: string, file = "x.se"): string[] {
  const result = readSie(Buffer.from(head + body), { file });
  return (result.ok ? result.warnings : result.problems).map(({ code }) => code);
}

const rows = (body: string) => read(`#VER A 1 20240131\n{\n${body}\n}\n`).vouchers[0]?.rows ?? [];

describe("rows", () => {
  test("object lists of several dimensions, in the order of the file", () => {
    const [row] = rows(
      '#TRANS 1910 {"1" "456" 7 "47" } 1.00 20240130 "En \\"text\\" till" -2.5 "NN"\n#TRANS 2640 {} -1',
    );
    expect(row).toMatchObject({
      account: "1910",
      objects: [
        { dimension: 1, object: "456" },
        { dimension: 7, object: "47" },
      ],
      amountOre: 100,
      day: "2024-01-30",
      text: 'En "text" till',
      quantityMicro: -2_500_000,
      sign: "NN",
      line: 14,
    });
  });

  test("an added row and its copy are one row, and a struck row does not count", () => {
    // The example of the standard, 11 #BTRANS.
    const all = rows(
      "#TRANS 1910 {} -1000.00\n#TRANS 2640 {} 200.00\n#BTRANS 6110 {} 800.00\n#RTRANS 6250 {} 800.00\n#TRANS 6250 {} 800.00",
    );
    expect(all.map(({ account, change }) => [account, change])).toEqual([
      ["1910", undefined],
      ["2640", undefined],
      ["6110", "removed"],
      ["6250", "added"],
    ]);
  });

  test.each([
    ["0", 0],
    ["-0", 0],
    ["12", 1200],
    ["12.3", 1230],
    ["-12.34", -1234],
    ["0.07", 7],
    ["-90071992547409.91", -Number.MAX_SAFE_INTEGER],
  ])("%s kronor is %i öre", (text, ore) => {
    expect(read(`#IB 0 1910 ${text}\n`).balances[0]?.amountOre).toBe(ore);
  });

  test.each(["+1", "1,50", "1.234", "1.", ".5", "-", "1e3", "1 000", "--1", "0x1", "NaN"])(
    "%j is no amount",
    (text) => {
      expect(codes(`#IB 0 1910 "${text}"\n`)).toEqual(["sie4.bad-amount"]);
    },
  );

  test.each(["20240230", "20241301", "202401", "2024-01-31", "20240131x", "18991231"])(
    "%j is no day",
    (text) => {
      expect(codes(`#VER A 1 ${text}\n{\n}\n`)).toEqual(["sie4.bad-date"]);
    },
  );

  test("a sum beyond what can be held exactly is told of", () => {
    const huge = "90071992547409.91";
    const body = `#TRANS 1910 {} ${huge}\n#TRANS 2640 {} ${huge}\n#TRANS 6110 {} -${huge}\n#TRANS 6250 {} -${huge}`;
    expect(codes(`#VER A 1 20240131\n{\n${body}\n}\n`)).toEqual([]);
    expect(codes(`#VER A 1 20240131\n{\n#TRANS 1910 {} ${huge}\n#TRANS 2640 {} ${huge}\n}\n`)).toEqual([
      "sie4.amount-too-large",
    ]);
  });
});

describe("files", () => {
  test("nothing is lost at a line end: CRLF, blank lines, tabs, indents and a DOS end mark", () => {
    const crlf = Buffer.from(
      `${head}\r\n\r\n\t#VER\tA\t1\t20240131\r\n{\r\n  #TRANS 1910 {} 0 \r\n}\r\n\x1a`,
    );
    const result = readSie(crlf, { file: "x.se" });
    expect(result.ok && result.value.vouchers[0]?.rows.length).toBe(1);
    expect(result.ok && result.warnings).toEqual([]);
  });

  test("every fault is told, not only the first", () => {
    expect(codes("#IB 0 1910 x\n#UB 0 1910 y\n#VER A 1 2024\n{\n#TRANS 1910 {1} 1\n}\n")).toEqual([
      "sie4.bad-amount",
      "sie4.bad-amount",
      "sie4.bad-date",
      "sie4.object-list",
    ]);
  });

  test("an import is told by its name, else by having neither year nor balance", () => {
    const noYear = head.replace(/#RAR.*\n/, "");
    const voucher = "#VER A 1 20240131\n{\n#TRANS 1910 {} 0\n}\n";
    const direction = (text: string, file: string) => {
      const result = readSie(Buffer.from(text), { file });
      return result.ok && result.value.header.direction;
    };
    expect(direction(head + voucher, "x.si")).toBe("import");
    expect(direction(head + voucher, "x.se")).toBe("export");
    expect(direction(noYear + voucher, "upload")).toBe("import");
    expect(direction(head + voucher, "upload")).toBe("export");
  });

  test("a hostile line cannot fill the memory", () => {
    const result = readSie(Buffer.from(`${head}#PROSA "${"x".repeat(2 << 20)}"\n`), { file: "x.se" });
    expect(!result.ok && result.problems.map(({ code }) => code)).toEqual(["sie4.line-too-long"]);
  });

  test("problems are capped and the rest counted", () => {
    const body = Array.from({ length: 500 }, () => "#IB 0 1910 x\n").join("");
    const all = codes(body);
    expect(all.length).toBe(101);
    expect(all.at(-1)).toBe("sie4.more-problems");
  });
});
