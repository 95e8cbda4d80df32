import type { Problem } from "../../../kernel/index.ts";
import { problemWords } from "../../language/index.ts";
import type { Act, ActField } from "../act.ts";
import { say, type Visit } from "../visit.ts";
import { Title } from "./figure.tsx";

/**
 * The form of an act, for who may do it; nothing for others. `parameters` fill the address, `values` the fields; a field that has a
 * value is not asked for.
 */
export function ActForm({
  visit,
  act,
  parameters = {},
  values = {},
  quiet = false,
}: {
  visit: Visit;
  act: Act;
  parameters?: Readonly<Record<string, string>>;
  values?: Readonly<Record<string, string>>;
  /** A second choice beside a first: less ink. */
  quiet?: boolean;
}) {
  if (!act.mandate.roles.includes(visit.person.role)) return null;
  const action = act.path.replace(/:([a-z]+)/g, (_, name: string) =>
    encodeURIComponent(parameters[name] ?? ""),
  );
  return (
    <form
      class="act"
      method="post"
      action={action}
      enctype={act.fields.some((field) => field.kind === "file") ? "multipart/form-data" : undefined}
    >
      <input type="hidden" name="back" value={visit.path} />
      {act.fields.map((field) =>
        field.name in values ? (
          <input type="hidden" name={field.name} value={values[field.name]} />
        ) : (
          <label class="field">
            <span>
              {say(visit, field.sv, field.en)}
              {field.required || field.choices ? null : (
                <span class="small">{say(visit, " · valfritt", " · optional")}</span>
              )}
            </span>
            <Answer visit={visit} field={field} />
          </label>
        ),
      )}
      <button class={quiet ? "button second" : "button"} type="submit">
        {say(visit, act.sv, act.en)}
      </button>
    </form>
  );
}

function Answer({ visit, field }: { visit: Visit; field: ActField }) {
  if (field.choices !== undefined)
    return (
      <select name={field.name} required={field.required}>
        {field.choices.map(({ value, sv, en }) => (
          <option value={value}>{say(visit, sv, en)}</option>
        ))}
      </select>
    );
  if (field.kind === "file") return <input type="file" name={field.name} required={field.required} />;
  if (field.kind === "secret")
    return (
      <input
        type="password"
        name={field.name}
        required={field.required}
        autocomplete={field.name === "current" ? "current-password" : "new-password"}
      />
    );
  if (field.kind !== undefined)
    return (
      <input
        type="text"
        name={field.name}
        required={field.required}
        autocomplete="off"
        inputmode="numeric"
        placeholder={field.kind === "period" ? "2024-11" : "2024"}
        pattern={field.kind === "period" ? "[0-9]{4}-[0-9]{2}" : "[0-9]{4}"}
      />
    );
  if (field.long) return <textarea name={field.name} rows={2} required={field.required} />;
  return <input type="text" name={field.name} required={field.required} autocomplete="off" />;
}

/** What an act was refused for, each with what to try, and the way back to where it was tried. */
export function Refused({
  visit,
  act,
  problems,
  back,
}: {
  visit: Visit;
  act: Act;
  problems: readonly Problem[];
  back: string;
}) {
  return (
    <>
      <Title
        lead={say(
          visit,
          "Ingenting har ändrats. Det här hindrar:",
          "Nothing has changed. This stands in the way:",
        )}
      >
        {say(visit, `${act.sv}: gick inte`, `${act.en}: refused`)}
      </Title>
      <ul class="problems" role="alert">
        <ProblemItems visit={visit} problems={problems} />
      </ul>
      <p>
        <a href={back}>{say(visit, "Tillbaka", "Back")}</a>
      </p>
    </>
  );
}

/** Problems as the items of a list: what is wrong, where, what to try, and the code by which others know it. */
export function ProblemItems({ visit, problems }: { visit: Visit; problems: readonly Problem[] }) {
  return (
    <>
      {problems.map((problem) => {
        const { message, advice, place } = problemWords(problem, visit.language);
        return (
          <li>
            <strong>{message}</strong>
            {place === undefined ? null : (
              <span class="beneath">
                {place}
                {problem.text === undefined ? null : (
                  <>
                    : <q>{problem.text}</q>
                  </>
                )}
              </span>
            )}
            {advice === undefined ? null : <span class="beneath">{advice}</span>}
            <code class="change">{problem.code}</code>
          </li>
        );
      })}
    </>
  );
}
