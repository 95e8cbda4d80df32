import type { Role } from "../../../platform/access/index.ts";
import type { CommandCall } from "../../../platform/command/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import { firstPersonOf, sellerOf } from "../actions/index.ts";

/**
 * Who acts. With `--as` the person named; in an example provider, where nobody is named, the first person of the role,
 * and it is said aloud. A real provider has no such default: four eyes need two named persons.
 */
export async function actingPerson(
  { effects }: CommandCall,
  database: Database,
  provider: string,
  role: Role,
): Promise<string> {
  if (!effects.actor.startsWith("cli:")) return effects.actor;
  const scope = { role: "staff", provider, actor: effects.actor } as const;
  return database.transaction(scope, async (tx) => {
    if (!(await sellerOf(tx, provider)).synthetic) return effects.actor;
    const person = await firstPersonOf(tx, provider, role);
    if (person === undefined) return effects.actor;
    effects.say(`Acting as ${person}, the example's first ${role}; name somebody with --as <login>.`);
    return person;
  });
}
