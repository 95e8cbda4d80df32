import { expect, test } from "vitest";
import { UsageError } from "../platform/command/index.ts";
import { terminalLanguage } from "./terminal-language.ts";

test.each([
  [["bill", "list"], {}, "sv"],
  [["bill", "list"], { LANG: "en_US.UTF-8" }, "sv"],
  [["bill", "list"], { UNDERLAG_LANGUAGE: "en" }, "en"],
  [["bill", "list"], { UNDERLAG_LANGUAGE: "" }, "sv"],
  [["bill", "list", "--language", "sv"], { UNDERLAG_LANGUAGE: "en" }, "sv"],
  [["--language=en"], {}, "en"],
  [["explain", "--lang", "en", "--language", "sv"], {}, "sv"],
  [["bill", "list", "--language", "--json"], {}, "sv"],
  [["register", "set", "--", "--language", "en"], {}, "sv"],
])("%j with %j is told in %s", (argv, environment, language) => {
  expect(terminalLanguage(argv, environment)).toBe(language);
});

test.each([
  [["--language", "fi"], {}],
  [["--lang="], {}],
  [[], { UNDERLAG_LANGUAGE: "svenska" }],
])("%j with %j is no language", (argv, environment) => {
  expect(() => terminalLanguage(argv, environment)).toThrow(UsageError);
});
