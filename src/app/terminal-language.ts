import { isLanguage, type Language } from "../platform/language/index.ts";
import { UsageError } from "../platform/command/index.ts";

/**
 * The language of the terminal: `--language`, else UNDERLAG_LANGUAGE, else Swedish. Read before anything else is, so that wrong usage too is
 * told in it. The machine's own LANG says nothing of who reads: most Swedish servers are set up in English.
 */
export function terminalLanguage(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const [name, said] = saidOf(argv) ?? ["UNDERLAG_LANGUAGE", environment["UNDERLAG_LANGUAGE"] || "sv"];
  if (isLanguage(said)) return said;
  throw new UsageError(
    `${name} är sv (svenska) eller en (engelska), inte ”${said}”.`,
    `${name} takes sv (Swedish) or en (English), not "${said}".`,
  );
}

/** The last one said holds, as for every option. A value that is missing is the parser's to tell. */
function saidOf(argv: readonly string[]): readonly [string, string] | undefined {
  const end = argv.indexOf("--");
  const words = end < 0 ? argv : argv.slice(0, end);
  for (let at = words.length - 1; at >= 0; at--) {
    const [, name, value] = /^(--lang(?:uage)?)(?:=(.*))?$/s.exec(words[at] as string) ?? [];
    const said = value ?? words[at + 1];
    if (name !== undefined && said !== undefined && (value !== undefined || !said.startsWith("-")))
      return [name, said];
  }
  return undefined;
}
