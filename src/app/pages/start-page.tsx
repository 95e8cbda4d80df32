import { type Page, staffRoles } from "../../platform/web/index.ts";
import { customersPage, customerYearView } from "../../economy/invoicing/pages/customer-page.tsx";
import { yearPage } from "./year-page.tsx";

/** What waits for the provider's own people; for a customer, its own year, or its companies'. */
export const startPage: Page = {
  path: "/",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const { role, customers } = visit.person;
    const [only] = customers;
    if (role === "customer" && customers.length > 1) return customersPage.render(visit);
    if (role === "customer" && only !== undefined) return customerYearView(visit, only);
    return yearPage.render(visit);
  },
};
