/** Swedish first, English second. */
export type Language = "sv" | "en";

export function isLanguage(text: string | undefined): text is Language {
  return text === "sv" || text === "en";
}

/** Picks the text of the language from a pair. */
export function inLanguage<T>(language: Language, pair: { readonly sv: T; readonly en: T }): T {
  return language === "sv" ? pair.sv : pair.en;
}
