import type { Child } from "hono/jsx";
import type { Language } from "../../language/index.ts";
import { Document, Mark } from "./frame.tsx";

/** A page before anybody is signed in: the mark, a heading, a form. */
export function Threshold({
  language,
  title,
  lead,
  children,
  refreshSeconds,
}: {
  language: Language;
  title: string;
  lead: string;
  children: Child;
  refreshSeconds?: number | undefined;
}) {
  return (
    <Document language={language} title={`${title} – Underlag`} refreshSeconds={refreshSeconds}>
      <main class="sign-in">
        <p class="brand">
          <Mark />
          <span>Underlag</span>
        </p>
        <div class="title">
          <h1>{title}</h1>
          <p class="lead">{lead}</p>
        </div>
        {children}
      </main>
    </Document>
  );
}
