import type { Child } from "hono/jsx";
import { glossary, type Term as Word, termsIn } from "../glossary.ts";
import { say } from "../visit.ts";
import { usePage } from "./page-context.ts";

/** A word with its meaning on hover and on focus; where there is no room for that, a link to the glossary. */
export function Term({ id, children }: { id: string; children: Child }) {
  const term = glossary.find((one) => one.id === id);
  return term === undefined ? <>{children}</> : <Explained term={term}>{children}</Explained>;
}

function Explained({ term, children }: { term: Word; children: Child }) {
  const language = usePage()?.visit.language ?? "sv";
  return (
    <a class="term" href={`/help#${term.id}`} data-meaning={say({ language }, term.meansSv, term.meansEn)}>
      {children}
    </a>
  );
}

/** A sentence in which the words of the glossary explain themselves. */
export function withTerms(text: string): Child {
  const page = usePage();
  if (page === undefined) return text;
  return termsIn(text, page.visit.language).map((piece) =>
    typeof piece === "string" ? piece : <Explained term={piece.term}>{piece.word}</Explained>,
  );
}
