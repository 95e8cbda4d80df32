import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSieReader, type SieReaderOptions } from "./index.ts";

/** Everything a reader says about some bytes, in order, each chunk overwritten once it has been pushed. */
function told(bytes: Uint8Array, cuts: readonly number[], options: Partial<SieReaderOptions>): string[] {
  const all: unknown[] = [];
  const reader = createSieReader({
    file: "x.se",
    limit: 1000,
    onBalance: (balance) => all.push(["balance", { ...balance }]),
    onVoucher: (voucher) => all.push(["voucher", { ...voucher }]),
    onRow: (row, voucher) => all.push(["row", { ...row }, voucher.series, voucher.number, voucher.text]),
    onVoucherEnd: (voucher) => all.push(["end", { ...voucher }]),
    ...options,
  });
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < places.length; i++) {
    const chunk = bytes.slice(places[i - 1], places[i]);
    reader.push(chunk);
    chunk.fill(88);
  }
  all.push(reader.end());
  return all.map((each) => JSON.stringify(each));
}

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const plain = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: odd });

const blank = plain(oneOf(" "), oneOf("  ", "\t", ""));
const account = plain(
  oneOf("1910", "3010", "4010", "30101", "123456789012345"),
  oneOf('"1910"', "", "19:0", "x", "0"),
);
/** Lists of pairs that have mostly been met in other lists. */
const composed = fc
  .array(
    plain(
      oneOf('"1" "100"', '"20" "T2"', "1 100", '20 "T2"', '"21" KÅ', "21 T1"),
      oneOf(
        '"1"  "100"',
        '"1 100"',
        '"x" "y"',
        '1 "100""',
        '"20" "T2\\"',
        '"1" "\u007f"',
        '"0" "a"',
        '1 "{"',
        '"" ""',
        "1",
      ),
    ),
    { maxLength: 5 },
  )
  .chain((pairs) =>
    plain(oneOf(`{${pairs.join(" ")}}`), oneOf(`{ ${pairs.join(" ")} }`, `{${pairs.join("")}}`)),
  );
const list = fc.oneof(
  composed,
  plain(
    oneOf(
      "{}",
      '{"1" "100"}',
      "{1 100 20 T1}",
      '{"20" "T2" "21" "KÅ"}',
      '{"1" "längre än vad som hålls i minnet, långt utöver nittiosex byte, för att se att den ändå läses rätt"}',
    ),
    oneOf(
      "{ }",
      '{"1" "a}b"}',
      '{"1"}',
      '{1 "\\"x"}',
      "{1 \u0007}",
      "{",
      "",
      '{1 "fÃ¥r"}',
      "{x y}",
      '{"99" "Z"}',
    ),
  ),
);
const amount = plain(
  oneOf("0", "1", "-1", "12.3", "-12.34", "100000.00", "9999999999999.99", "-0"),
  oneOf("1.", ".5", "--1", "1,5", "90071992547409.91", "99999999999999999", "1.234", '"5.00"', "-", "1e3"),
);
const day = plain(
  oneOf('""', "20240131", "20241231"),
  oneOf("20240230", '"20240131"', "2024013", "x", "20230101"),
);
const text = plain(
  oneOf(
    '""',
    '"text"',
    '"Rätt så lång text, längre än fyrtioåtta byte, som återkommer"',
    '"Åäö"',
    '"1"',
    '"en\ttab"',
  ),
  oneOf('"a \\"b\\" c"', '"slut\\\\"', "bar", '"utan slut', '"fÃ¥r"', '"\u0001"', '"a"b"', '"␀"', '"â€"'),
);
const lineEnd = plain(oneOf("\r\n", "\n"), oneOf(" \r\n", "\t\n", "\n\n", "\r\r\n"));

const row = fc
  .record({
    indent: plain(oneOf("", "  ", "\t"), oneOf("   \t ")),
    label: plain(oneOf("#TRANS"), oneOf("#RTRANS", "#BTRANS", "#TRANSX", "#trans", "#TRA")),
    parts: fc.tuple(blank, account, blank, list, blank, amount),
    rest: fc.array(fc.tuple(blank, fc.oneof(day, text)), { maxLength: 1 }),
    more: plain(
      fc.tuple(blank, day, blank, text).map((parts) => parts.join("")),
      oneOf("", ' "" "" 1.5', ' "" "a" "" sign'),
    ),
    lineEnd,
  })
  .map(
    ({ indent, label, parts, rest, more, lineEnd: end }) =>
      `${indent}${label}${parts.join("")}${rest.length > 0 && more === "" ? rest.flat().join("") : more}${end}`,
  );

const voucher = fc
  .record({
    head: fc.tuple(
      plain(oneOf("#VER"), oneOf(" #VER", "#VERX", "#UB")),
      blank,
      plain(oneOf("A", '"A"', "LEV", '"B 2"'), oneOf('""', "Å", '"a\\"b"')),
      blank,
      plain(fc.integer({ min: 1, max: 60 }).map(String), oneOf('"7"', "007", '""', "A1", "12345678901")),
      blank,
      day,
      plain(
        text.map((value) => ` ${value}`),
        oneOf("", ' "" 20240202', ' "x" 20240202 "NN"', ' "x" 2024'),
      ),
      lineEnd,
    ),
    open: plain(oneOf("{"), oneOf("", " {", "{ ", "{\n{")),
    rows: fc.array(row, { maxLength: 5 }),
    balancing: fc.boolean(),
    close: plain(oneOf("}"), oneOf("", "} ", "}}", "#PROSA sent")),
    lineEnd,
  })
  .map(
    (all) => `${all.head.join("")}${all.open}${all.lineEnd}${all.rows.join("")}${all.close}${all.lineEnd}`,
  );

const books = fc
  .record({
    checksum: plain(oneOf(""), oneOf("#KSUMMA\n")),
    vouchers: fc.array(voucher, { minLength: 1, maxLength: 12 }),
    again: fc.boolean(),
  })
  .map(({ checksum, vouchers, again }) => {
    const head = `#FLAGGA 0\n${checksum}#PROGRAM x 1\n#FORMAT PC8\n#GEN 20250101\n#SIETYP 4\n#FNAMN "Åsa"\n#RAR 0 20240101 20241231\n#KONTO 1910 Kassa\n#KONTO 3010 x\n#DIM 20 Tjänst\n`;
    const body = vouchers.join("");
    return `${head}${body}${again ? body.replaceAll("#VER A", "#VER C") : ""}`;
  });

const bytesOf = fc.tuple(books, oneOf("utf8", "latin1", "cp437")).map(([content, encoding]) => {
  if (encoding !== "cp437") return new Uint8Array(Buffer.from(content, encoding as "utf8" | "latin1"));
  const letters: Record<string, number> = {
    å: 0x86,
    ä: 0x84,
    ö: 0x94,
    Å: 0x8f,
    Ä: 0x8e,
    Ö: 0x99,
    Ã: 0xc3,
    "¥": 0x9d,
  };
  return Uint8Array.from(content, (letter) => letters[letter] ?? letter.charCodeAt(0) & 255);
});
const cuts = fc.array(fc.nat(), { maxLength: 6 });
const mutations = fc.array(
  fc.tuple(fc.nat(), plain(oneOf(32, 34, 123, 125, 10, 35, 45, 48), fc.integer({ min: 0, max: 255 }))),
  { maxLength: 3 },
);

describe("plain lines read straight from their bytes", () => {
  test("say what the careful way says, problems and all", () => {
    let rows = 0;
    fc.assert(
      fc.property(
        bytesOf,
        cuts,
        mutations,
        plain(fc.constant(1 << 20), fc.integer({ min: 40, max: 140 })),
        (bytes, at, changes, longestLine) => {
          for (const [place, byte] of changes) bytes[place % bytes.length] = byte;
          const said = told(bytes, at, { longestLine });
          rows += said.length;
          expect(said).toEqual(told(bytes, [], { longestLine, careful: true }));
        },
      ),
      { numRuns: Number(process.env["UNDERLAG_RUNS"] ?? 500) },
    );
    expect(rows).toBeGreaterThan(1000);
  });

  test("an amount may be cut anywhere, byte by byte", () => {
    const body =
      '#VER A 1 20240131 "Åsa"\n{\n#TRANS 1910 {"1" "100"} 12.34 "" "text"\n#TRANS 1910 {"1" "100"} -12.34 "" "text"\n}\n';
    const head = "#FLAGGA 0\n#SIETYP 4\n#RAR 0 20240101 20241231\n#KONTO 1910 Kassa\n";
    const bytes = new Uint8Array(
      Buffer.from(head + body + body.replace("A 1", "A 2") + body.replace("A 1", "A 3")),
    );
    const whole = told(bytes, [], { careful: true });
    for (let cut = 0; cut <= bytes.length; cut++) expect(told(bytes, [cut], {})).toEqual(whole);
    expect(told(bytes, Array.from(bytes.keys()), {})).toEqual(whole);
  });
});
