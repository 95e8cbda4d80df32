import type { Problem } from "../../../kernel/index.ts";
import { type Language, problemWords } from "../../language/index.ts";
import { say } from "../visit.ts";
import { Document } from "./frame.tsx";

function Missing({ language }: { language: Language }) {
  const visit = { language };
  return (
    <div class="title">
      <h1>{say(visit, "Sidan finns inte", "There is no such page")}</h1>
      <p class="lead">
        {say(
          visit,
          "Adressen är fel, eller så hör sidan till någon annans roll.",
          "The address is wrong, or the page belongs to somebody else's role.",
        )}{" "}
        <a href="/">{say(visit, "Till startsidan", "To the start page")}</a>
      </p>
    </div>
  );
}

/** What went wrong, in words the reader can act on; a bug says no more than that it is one. */
export function Trouble({ language, problems }: { language: Language; problems: readonly Problem[] }) {
  const visit = { language };
  return (
    <Document language={language} title="Underlag">
      <main class="sign-in">
        <div class="title">
          <h1>
            {problems.length > 0
              ? say(visit, "Det gick inte", "That could not be done")
              : say(visit, "Ett fel hos oss", "An error of ours")}
          </h1>
        </div>
        {problems.length > 0 ? (
          <ul>
            {problems.map((problem) => {
              const { message, advice } = problemWords(problem, language);
              return (
                <li>
                  {message} <code>{problem.code}</code>
                  {advice === undefined ? null : <p class="note">{advice}</p>}
                </li>
              );
            })}
          </ul>
        ) : (
          <p>
            {say(visit, "Felet är loggat. Inget har ändrats.", "The error is logged. Nothing was changed.")}
          </p>
        )}
        <p>
          <a href="/">{say(visit, "Till startsidan", "To the start page")}</a>
        </p>
      </main>
    </Document>
  );
}

/** What stands at an address where there is nothing, or nothing for this person. */
export function missingView(visit: { readonly language: Language }) {
  return {
    title: say(visit, "Sidan finns inte", "No such page"),
    status: 404 as const,
    body: <Missing language={visit.language} />,
  };
}
