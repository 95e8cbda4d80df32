import { describe, expect, test } from "vitest";
import { type Day, ore } from "../../kernel/index.ts";
import type { Catalogue } from "../catalogue/index.ts";
import {
  type Agreement,
  agreementShareByValue,
  agreementSharesByNumber,
  consolidation,
  countCustomers,
  type Customer,
  type CustomerKind,
  customerTree,
  groupCycles,
  registerProblems,
  type ServiceUse,
  unsignedReasons,
} from "./index.ts";

const day = (text: string): Day => text as Day;
const today = day("2024-12-31");

const customer = (code: string, kind: CustomerKind, parent?: string): Customer => ({
  customer: code,
  name: code,
  shortName: code,
  kind,
  orgNo: undefined,
  parent,
  counterparty: code,
  isSelf: false,
  vat: kind !== "department",
  eAddress: undefined,
  validFrom: day("2020-01-01"),
  validTo: undefined,
});

const customers = [
  customer("SCHOOL", "department"),
  customer("CARE", "department"),
  customer("HOMES", "parent_company"),
  customer("HOMES-A", "subsidiary", "HOMES"),
  customer("HOMES-B", "subsidiary", "HOMES"),
  customer("STATE", "external"),
];

describe("customers", () => {
  test("are counted by legal person or by group, outsiders apart", () => {
    expect(countCustomers(customers, today, "entity")).toMatchObject({
      departments: 2,
      companies: 3,
      total: 5,
    });
    expect(countCustomers(customers, today, "group")).toMatchObject({
      departments: 2,
      companies: 1,
      total: 3,
    });
  });

  test("stand in the trees of their groups", () => {
    const homes = customerTree(customers).find((node) => node.customer.customer === "HOMES");
    expect(homes?.children.map((node) => node.customer.customer)).toEqual(["HOMES-A", "HOMES-B"]);
  });

  test("the provider itself is one customer, and is charged no VAT", () => {
    const self = { ...customer("SELF", "department"), isSelf: true };
    const codes = (register: Customer[]) => registerProblems(register).map((problem) => problem.code);
    expect(codes([self])).toEqual([]);
    expect(codes([{ ...self, vat: true }])).toEqual(["customers.self-with-vat"]);
    expect(codes([self, { ...self, customer: "OTHER", counterparty: "2" }])).toEqual([
      "customers.two-selves",
    ]);
  });

  test("a group that goes round is told once, by its ring", () => {
    const round = [
      customer("A", "company", "B"),
      customer("B", "company", "A"),
      customer("C", "company", "A"),
    ];
    expect(groupCycles(round).map((problem) => problem.message_en)).toEqual([
      "The group goes round: A -> B -> A.",
    ]);
    expect(groupCycles(customers)).toEqual([]);
  });
});

describe("agreements", () => {
  const agreement = (
    code: string,
    status: Agreement["status"],
    signedOn?: string,
    reason = "",
  ): Agreement => ({
    agreement: `AVT-${code}`,
    customer: code,
    status,
    signedOn: signedOn === undefined ? undefined : day(signedOn),
    validFrom: day("2023-01-01"),
    validTo: undefined,
    reason,
  });
  const agreements = [
    agreement("SCHOOL", "signed", "2023-02-01"),
    agreement("CARE", "signed", "2025-01-15"),
    agreement("HOMES", "signed", "2023-03-01"),
    agreement("HOMES-A", "declined", undefined, "personuppgifter"),
    agreement("HOMES-B", "sent", undefined, "personuppgifter"),
  ];

  test("by number, on the day: what is signed later does not count yet", () => {
    const shares = agreementSharesByNumber(customers, agreements, today);
    expect(shares.departments).toEqual({ numerator: 1, denominator: 2, missing: ["CARE"] });
    expect(shares.companies).toEqual({ numerator: 1, denominator: 3, missing: ["HOMES-A", "HOMES-B"] });
  });

  test("by value, with both parts of the fraction", () => {
    const invoiced = new Map([
      ["SCHOOL", ore(900)],
      ["HOMES", ore(50)],
      ["HOMES-A", ore(50)],
    ]);
    expect(agreementShareByValue(agreements, invoiced, today)).toEqual({
      numeratorOre: 950,
      denominatorOre: 1000,
      missing: ["HOMES-A"],
    });
  });

  test("reasons for not signing, the most common first", () => {
    expect(unsignedReasons(agreements, today)).toEqual([
      { reason: "personuppgifter", customers: ["HOMES-A", "HOMES-B"] },
      { reason: "", customers: ["CARE"] },
    ]);
  });
});

describe("degree of consolidation", () => {
  const service = (code: string, eligible: "all" | "departments"): Catalogue["services"][number] => ({
    service: code,
    nameSv: code,
    nameEn: code,
    area: "hr",
    department: undefined,
    owner: undefined,
    eligible,
    descriptionSv: "",
    descriptionEn: "",
    aliases: [],
    synthetic: false,
    validFrom: day("2020-01-01"),
    validTo: undefined,
  });
  const catalogue: Catalogue = {
    classes: [],
    areas: [],
    services: [service("ALL", "all"), service("SOME", "all"), service("DEP", "departments")],
    classifications: ["ALL", "SOME", "DEP"].map((code) => ({
      service: code,
      validFrom: day("2020-01-01"),
      class: "core",
      restate: false,
      note: "",
    })),
    offerings: [],
  };
  const use = (who: string, what: string, stage: ServiceUse["stage"] = "done"): ServiceUse => ({
    customer: who,
    service: what,
    validFrom: day("2021-01-01"),
    validTo: undefined,
    stage,
  });
  const everybody = ["SCHOOL", "CARE", "HOMES", "HOMES-A", "HOMES-B"];

  test("has in its denominator the services that everybody may use", () => {
    const uses = [
      ...everybody.map((who) => use(who, "ALL")),
      ...everybody.map((who) => use(who, "SOME", who === "CARE" ? "ongoing" : "done")),
      use("SCHOOL", "DEP"),
      use("CARE", "DEP"),
    ];
    const degree = consolidation({ catalogue, customers, uses }, { day: today, serviceClass: "core" });
    expect(degree).toMatchObject({ numerator: 1, denominator: 2, excluded: ["DEP"] });
    expect(degree.services.find((one) => one.service === "SOME")).toMatchObject({
      using: 4,
      eligible: 5,
      missing: ["CARE"],
    });
  });
});
