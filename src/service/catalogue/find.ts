import { byCode, type Problem } from "../../kernel/index.ts";
import { problemOf } from "./problems.ts";
import type { Catalogue, Service } from "./service.ts";

const normal = (text: string): string => text.trim().toLowerCase();

/** Every name that a service is known by: its code, its names and its aliases (R008). */
export function namesOf(service: Service): string[] {
  return [service.service, service.nameSv, service.nameEn, ...service.aliases];
}

/** The service of a code, a name or an alias, however it is spelt in capitals; "O365" is Office 365. */
export function findService(
  catalogue: Pick<Catalogue, "services" | "versions">,
  text: string,
): Service | undefined {
  const exact = catalogue.services.find((one) => one.service === text);
  if (exact) return exact;
  const wanted = normal(text);
  const now = catalogue.services.find((one) => namesOf(one).some((name) => normal(name) === wanted));
  if (now) return now;
  // A name that it had before, or is to have: what an older paper calls it by.
  const other = catalogue.versions?.find((one) =>
    [one.nameSv, one.nameEn].some((name) => normal(name) === wanted),
  );
  return other && catalogue.services.find((one) => one.service === other.service);
}

/** A name that two services are known by: asked for by it, neither could be meant. */
export function sharedNames(
  services: readonly (Pick<Service, "service" | "nameSv" | "aliases"> & { readonly line?: number })[],
  file?: string,
): Problem[] {
  const first = new Map<string, string>();
  const problems: Problem[] = [];
  for (const one of [...services].sort((a, b) => byCode(a.service, b.service))) {
    for (const name of new Set([one.nameSv, ...one.aliases].map(normal))) {
      const before = first.get(name);
      if (before === undefined) first.set(name, one.service);
      else
        problems.push(
          problemOf(
            "catalogue.shared-name",
            { file, line: one.line, text: name },
            {
              message_sv: `Både ${before} och ${one.service} kallas ”${name}”.`,
              message_en: `Both ${before} and ${one.service} are called "${name}".`,
            },
          ),
        );
    }
  }
  return problems;
}
