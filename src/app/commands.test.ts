import { describe, expect, test, vi } from "vitest";
import { commands } from "./commands.ts";
import { main } from "./main.ts";
import { problemText } from "./problem-print.ts";

/** What a person meets: the exit code, stdout and stderr of a command that needs no database. */
async function told(...argv: string[]) {
  const words = { out: "", err: "" };
  const out = vi
    .spyOn(process.stdout, "write")
    .mockImplementation((text) => ((words.out += String(text)), true));
  const err = vi
    .spyOn(process.stderr, "write")
    .mockImplementation((text) => ((words.err += String(text)), true));
  try {
    return { code: await main(argv), ...words };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

describe("the terminal talks Swedish first, English second", () => {
  test("the list of commands, however the language is said", async () => {
    const sv = await told("help");
    expect(sv).toMatchObject({ code: 0, err: "" });
    expect(sv.out).toContain("Användning: ./underlag <kommando> [val]");
    expect(sv.out).toContain("Slutkoder: 0 gjort");
    for (const argv of [
      ["help", "--language", "en"],
      ["--lang=en", "help"],
      ["--language", "en", "--help"],
    ]) {
      const en = await told(...argv);
      expect(en.out).toContain("Usage: ./underlag <command> [options]");
      expect(en.out).not.toContain("Användning");
    }
  });

  test("nobody has the command: the nearest one", async () => {
    expect(await told("bil")).toEqual({
      code: 2,
      out: "",
      err: "fel användning: Det finns inget kommando ”bil”. Menade du ”bill”?\n  se: ./underlag help\n",
    });
    expect((await told("bil", "--language", "en")).err).toContain(
      'There is no command "bil". Did you mean "bill"?',
    );
  });

  test("a language that nobody has is told in Swedish", async () => {
    const { code, err } = await told("help", "--language", "fi");
    expect(code).toBe(2);
    expect(err).toContain("--language är sv (svenska) eller en (engelska), inte ”fi”.");
  });

  test("a problem is told in the one language, JSON has both", () => {
    const problem = {
      code: "a.b",
      severity: "stop",
      file: "x.csv",
      line: 3,
      message_sv: "Fel.",
      message_en: "Wrong.",
      try_sv: "Rätta.",
      try: "Mend it.",
    } as const;
    expect(problemText(problem, "sv")).toBe("stopp: Fel. [a.b]\n  plats: x.csv:3\n  prova: Rätta.\n");
    expect(problemText(problem, "en")).toBe("stop: Wrong. [a.b]\n  where: x.csv:3\n  try:   Mend it.\n");
  });
});

test.each(commands.map((entry) => [entry.name, entry] as const))(
  "%s is listed as the command calls itself, and its manual has every option in both languages",
  async (_, entry) => {
    const { name, manual, options } = await entry.load();
    expect(entry.name).toBe(name);
    expect(entry.summary.sv).not.toBe(entry.summary.en);
    expect(manual.sv).toMatch(/^Användning$/m);
    expect(manual.en).toMatch(/^Usage$/m);
    const unnamed = (text: string) => Object.keys(options).filter((option) => !text.includes(`--${option}`));
    expect({ sv: unnamed(manual.sv), en: unnamed(manual.en) }).toEqual({ sv: [], en: [] });
    // The examples and the verbs are the same commands, whatever the words around them.
    const verbs = (text: string) =>
      [...text.matchAll(/^ {2}\.\/underlag ([a-z-]+(?: [a-z|-]+)*)/gm)].map(([, verb]) => verb);
    expect(verbs(manual.sv)).toEqual(verbs(manual.en));
  },
);

describe.each(commands.map(({ name }) => name))("%s", (name) => {
  test("its help is Swedish, in English when asked", async () => {
    const sv = await told(name, "--help");
    expect(sv).toMatchObject({ code: 0, err: "" });
    expect(sv.out).toMatch(/^Gemensamma val$/m);
    expect(sv.out).not.toMatch(/^(Usage|Options|Examples|Common options)$/m);
    const en = await told(name, "--help", "--lang", "en");
    expect(en.out).toMatch(/^Common options$/m);
    expect(en.out).not.toMatch(/^(Användning|Val|Exempel|Gemensamma val)$/m);
  });

  test("nonsense options and a missing value are told with what to try", async () => {
    const nonsense = await told(name, "--jsno");
    expect(nonsense).toEqual({
      code: 2,
      out: "",
      err: `fel användning: ”${name}” har inget val --jsno. Menade du --json?\n  se: ./underlag ${name} --help\n`,
    });
    const missing = await told(name, "--data");
    expect(missing).toMatchObject({ code: 2, out: "" });
    expect(missing.err).toContain("--data saknar sitt värde.");
    const english = await told(name, "--json=yes", "--language", "en");
    expect(english).toMatchObject({ code: 2, out: "" });
    expect(english.err).toContain("wrong usage: --json stands alone, without a value.");
  });
});
