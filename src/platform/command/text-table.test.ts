import { expect, test } from "vitest";
import { textTable } from "./text-table.ts";

const rows = [
  ["HR-1", "Lön", "1 200,00"],
  ["IT-100", "", "7,50"],
];

test("figures stand to the right, texts to the left, and nothing trails", () => {
  expect(textTable(["Tjänst", "Vad", "Kronor"], rows, { figures: 1 })).toBe(
    ["Tjänst  Vad    Kronor", "HR-1    Lön  1 200,00", "IT-100           7,50"].join("\n"),
  );
  expect(textTable(["Tjänst", "Vad", "Kronor"], rows, { texts: 2 })).toBe(
    textTable(["Tjänst", "Vad", "Kronor"], rows, { figures: 1 }),
  );
  expect(textTable(["a", "b"], [["långt", ""]])).toBe("a      b\nlångt");
});

test("without a head there is no empty first line, and no rows are no text", () => {
  expect(textTable([], rows, { texts: 2 })).toBe("HR-1    Lön  1 200,00\nIT-100           7,50");
  expect(textTable([], [])).toBe("");
  expect(textTable(["Tjänst", "Kronor"], [], { figures: 1 })).toBe("Tjänst  Kronor");
});
