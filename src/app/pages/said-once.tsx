import { Title } from "../../platform/web/index.ts";

/** A secret that is kept only as a hash and can therefore be shown this once. In both languages: nobody asks twice. */
export function SaidOnce({
  sv,
  en,
  lines,
  back,
}: {
  sv: readonly [title: string, lead: string];
  en: readonly [title: string, lead: string];
  lines: readonly string[];
  back: string;
}) {
  return (
    <>
      <Title lead={sv[1]}>{sv[0]}</Title>
      <ul class="secrets">
        {lines.map((line) => (
          <li>
            <code>{line}</code>
          </li>
        ))}
      </ul>
      <p lang="en" class="note">
        {en[0]}. {en[1]}
      </p>
      <p>
        <a class="button" href={back}>
          Klart · Done
        </a>
      </p>
    </>
  );
}
