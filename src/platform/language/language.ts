/** Swedish first, English second. */
export type Language = "sv" | "en";

/** One thing said in both languages; neither can be left out. */
export interface BothLanguages<T = string> {
  readonly sv: T;
  readonly en: T;
}

export function isLanguage(text: string | undefined): text is Language {
  return text === "sv" || text === "en";
}

/** Picks the text of the language from a pair. */
export function inLanguage<T>(language: Language, pair: BothLanguages<T>): T {
  return language === "sv" ? pair.sv : pair.en;
}
