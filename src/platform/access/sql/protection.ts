export const protection = [
  // Who is signed in, and nobody else: enough to ask what the person may do.
  {
    table: "access.person",
    staff: "change",
    customer: "all",
    customerSees: "login = (select current_setting('app.actor', true))",
  },
  { table: "access.session", staff: "change", customer: "none" },
] as const;
