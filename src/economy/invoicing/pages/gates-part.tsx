import { problemWords } from "../../../platform/language/index.ts";
import { say, type Visit } from "../../../platform/web/index.ts";
import { type Gate, stopsOf } from "../index.ts";

/** Every control between the rehearsal and its approval: what each of them found, to act on. */
export function Gates({ visit, gates }: { visit: Visit; gates: readonly Gate[] }) {
  const { language } = visit;
  return (
    <>
      <h2>{say(visit, "Kontroller", "Controls")}</h2>
      <dl class="facts">
        {gates.map((gate) => {
          const count = gate.findings.length;
          const isStop = stopsOf([gate]).length > 0;
          const state = isStop ? say(visit, "stopp", "stop") : count > 0 ? say(visit, "se", "look") : "ok";
          return (
            <>
              <dt>{language === "sv" ? gate.nameSv : gate.nameEn}</dt>
              <dd>
                <span class={`tag ${count === 0 ? "done" : "waiting"}`}>{state}</span>
                {count === 0 ? null : (
                  <details open={isStop}>
                    <summary>{say(visit, `${count} att se på`, `${count} to look at`)}</summary>
                    <ul>
                      {gate.findings.map((finding) => {
                        const { message, advice } = problemWords(finding, language);
                        return (
                          <li>
                            {message}
                            {advice === undefined ? null : <span class="beneath">{advice}</span>}
                          </li>
                        );
                      })}
                    </ul>
                  </details>
                )}
              </dd>
            </>
          );
        })}
      </dl>
    </>
  );
}
