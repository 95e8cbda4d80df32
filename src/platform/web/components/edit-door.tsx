import { editingRegisters } from "../../registers/index.ts";
import { say, type Visit } from "../visit.ts";

/** The way from what a page shows to the row it is kept in, to change it, and back again; for who may change registers. */
export function EditDoor({
  visit,
  register,
  row,
  label,
}: {
  visit: Visit;
  register: string;
  /** The key of the row; without one a row is added. */
  row?: string | undefined;
  /** "Ändra" unless told. */
  label?: string;
}) {
  if (!editingRegisters.roles.includes(visit.person.role)) return null;
  const asked = new URLSearchParams({
    ...(row === undefined ? { new: "1" } : { key: row }),
    home: visit.path,
  });
  return (
    <a class="button second edit-door" href={`/registers/${register}/edit?${asked.toString()}`}>
      {label ?? say(visit, "Ändra", "Change")}
    </a>
  );
}
