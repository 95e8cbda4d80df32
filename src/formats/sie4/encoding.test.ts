import { describe, expect, test } from "vitest";
import { cp437ByteOf, decode, detectEncoding, invalidUtf8At } from "./encoding.ts";
import { readSie } from "./index.ts";

const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe("letters", () => {
  test("every byte of code page 437 is a letter of its own and turns back into the byte", () => {
    const text = decode(all, 0, 256, "cp437");
    const letters = Array.from(text);
    expect(new Set(letters).size).toBe(256);
    expect(letters.map(cp437ByteOf)).toEqual([...all]);
    expect(["å", "ä", "ö", "Å", "Ä", "Ö", "é"].map(cp437ByteOf)).toEqual([
      0x86, 0x84, 0x94, 0x8f, 0x8e, 0x99, 0x82,
    ]);
  });

  test("Windows-1252 and UTF-8 agree with the platform's own decoders", () => {
    // Node 20 takes Windows-1252 for Latin-1, so its decoder can only be asked where the two are the same.
    expect(decode(all, 160, 256, "windows1252")).toBe(
      new TextDecoder("windows-1252").decode(all.subarray(160)),
    );
    expect(decode(Uint8Array.of(0x80, 0x91, 0x96, 0x9f), 0, 4, "windows1252")).toBe("€‘–Ÿ");
    const text = "Åtgärd för 1 000 € ☃ 𝄞";
    const bytes = new TextEncoder().encode(text);
    expect(decode(bytes, 0, bytes.length, "utf8")).toBe(text);
    expect(invalidUtf8At(bytes, 0, bytes.length)).toBe(-1);
  });

  test.each([
    ["an overlong form", [0xc0, 0xaf]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["above U+10FFFF", [0xf4, 0x90, 0x80, 0x80]],
    ["a lone continuation", [0x80]],
    ["a cut letter", [0xc3]],
  ])("%s is not UTF-8", (_, bytes) => {
    expect(invalidUtf8At(Uint8Array.from([65, ...bytes]), 0, bytes.length + 1)).toBe(1);
  });

  test("a letter cut by the end of a piece is no evidence against UTF-8", () => {
    const bytes = Uint8Array.from([0xc3, 0xa5, 0xc3]);
    expect(detectEncoding(bytes, false).encoding).toBe("utf8");
    expect(detectEncoding(bytes, true).encoding).not.toBe("utf8");
  });
});

describe("one company, three tables", () => {
  const text =
    '#FLAGGA 0\n#PROGRAM x 1\n#FORMAT PC8\n#GEN 20250101\n#SIETYP 1\n#FNAMN "Räksmörgås på Åland"\n#RAR 0 20240101 20241231\n';
  const tables = {
    cp437: Uint8Array.from(Array.from(text, cp437ByteOf)),
    utf8: new TextEncoder().encode(text),
    windows1252: Buffer.from(text, "latin1"),
  };

  test.each(Object.entries(tables))("%s", (table, bytes) => {
    const result = readSie(bytes, { file: "x.se" });
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(result.value.header.companyName).toBe("Räksmörgås på Åland");
    expect(result.warnings.map(({ code }) => code)).toEqual(
      table === "cp437" ? [] : ["sie4.encoding-differs"],
    );
  });

  test("UTF-16 is refused, not read as something", () => {
    const result = readSie(Buffer.from(`\ufeff${text}`, "utf16le"), { file: "x.se" });
    expect(!result.ok && result.problems.map(({ code }) => code)).toEqual(["sie4.not-sie"]);
  });
});
