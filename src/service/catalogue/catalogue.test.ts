import { describe, expect, test } from "vitest";
import type { Day } from "../../kernel/index.ts";
import {
  asThen,
  catalogueJson,
  catalogueOn,
  type Catalogue,
  type Classification,
  classOn,
  countServices,
  findService,
  reclassifications,
  type Service,
  sharedNames,
  versionOn,
  versionsOf,
  wrongVersions,
} from "./index.ts";

const day = (text: string): Day => text as Day;

const service = (code: string, validFrom: string, validTo?: string): Service => ({
  service: code,
  nameSv: code,
  nameEn: code,
  area: "hr",
  department: undefined,
  owner: undefined,
  eligible: "all",
  descriptionSv: "",
  descriptionEn: "",
  aliases: [],
  synthetic: false,
  validFrom: day(validFrom),
  validTo: validTo === undefined ? undefined : day(validTo),
});

const row = (code: string, from: string, to: string, restate = false): Classification => ({
  service: code,
  validFrom: day(from),
  class: to,
  restate,
  note: restate ? "räknas om" : "",
});

const serviceClass = (code: string, counted: boolean, position: number) => ({
  class: code,
  nameSv: code,
  nameEn: code,
  mandatory: true,
  counted,
  settled: true,
  position,
});

const catalogue: Catalogue = {
  classes: [serviceClass("card", false, 3), serviceClass("core", true, 1), serviceClass("extra", true, 2)],
  areas: [],
  services: [
    service("PAY", "2020-01-01"),
    service("CARD", "2020-01-01"),
    service("OLD", "2020-01-01", "2023-12-31"),
    service("NEW", "2024-06-01"),
  ],
  classifications: [
    row("PAY", "2020-01-01", "core"),
    row("CARD", "2020-01-01", "core"),
    row("CARD", "2024-01-01", "card", true),
    row("OLD", "2020-01-01", "extra"),
    row("NEW", "2024-06-01", "extra"),
  ],
  offerings: [],
};

describe("the class of a service", () => {
  const rows = catalogue.classifications;

  test("as then is the class it had", () => {
    expect(classOn(rows, "CARD", day("2023-12-31"), asThen)?.class).toBe("core");
    expect(classOn(rows, "CARD", day("2024-01-01"), asThen)?.class).toBe("card");
    expect(classOn(rows, "NEW", day("2024-05-31"), asThen)).toBeUndefined();
  });

  test("as now is restated by a later reclassification, and keeps the original", () => {
    expect(classOn(rows, "CARD", day("2023-06-30"), { as: "now", now: day("2024-12-31") })).toEqual({
      class: "card",
      restatedFrom: "core",
      note: "räknas om",
    });
    expect(classOn(rows, "CARD", day("2023-06-30"), { as: "now", now: day("2023-12-31") })?.class).toBe(
      "core",
    );
  });

  test("a reclassification that does not restate leaves the past alone", () => {
    const quiet = [row("X", "2020-01-01", "core"), row("X", "2024-01-01", "card")];
    expect(classOn(quiet, "X", day("2023-06-30"), { as: "now", now: day("2024-12-31") })?.class).toBe("core");
  });

  test("reclassifications are listed as notes", () => {
    expect(reclassifications(rows, day("2024-01-01"), day("2024-12-31"))).toEqual([
      { service: "CARD", on: "2024-01-01", from: "core", to: "card", restate: true, note: "räknas om" },
    ]);
  });
});

describe("the number of services", () => {
  test("is the sum of the counted classes on the day, in printed order", () => {
    const count = countServices(catalogue, day("2024-12-31"), asThen);
    expect(count.classes.map((one) => [one.class, one.services])).toEqual([
      ["core", ["PAY"]],
      ["extra", ["NEW"]],
      ["card", ["CARD"]],
    ]);
    expect(count.total).toBe(2);
    expect(count.problems).toEqual([]);
  });

  test("of an earlier day, as then and as now", () => {
    expect(countServices(catalogue, day("2023-12-31"), asThen).total).toBe(3);
    expect(countServices(catalogue, day("2023-12-31"), { as: "now", now: day("2024-12-31") }).total).toBe(2);
  });

  test("tells of a service without a class instead of dropping it", () => {
    const lost = { ...catalogue, classifications: [] };
    expect(countServices(lost, day("2024-12-31"), asThen).problems).toHaveLength(3);
  });
});

test("a service is found by any of its names, and a name that two have is told", () => {
  const named = (service: string, nameSv: string, aliases: string[]) => ({
    service,
    nameSv,
    nameEn: nameSv,
    area: "it",
    department: undefined,
    owner: undefined,
    eligible: "all" as const,
    descriptionSv: "",
    descriptionEn: "",
    aliases,
    synthetic: false,
    validFrom: day("2020-01-01"),
    validTo: undefined,
  });
  const services = [named("DI-O365", "Office 365", ["O365"]), named("DI-SMA", "Smart stad", ["CIP"])];
  expect(findService({ services }, "o365")?.service).toBe("DI-O365");
  expect(findService({ services }, "Smart Stad")?.service).toBe("DI-SMA");
  expect(findService({ services }, "E-post")).toBeUndefined();
  expect(sharedNames(services)).toEqual([]);
  expect(sharedNames([...services, named("X", "o365", [])], "services.csv")).toMatchObject([
    { code: "catalogue.shared-name", severity: "warn", file: "services.csv" },
  ]);
});

describe("name, area and owner over time", () => {
  const change = (from: string, cells: object) => ({
    service: "PAY",
    validFrom: day(from),
    nameSv: "",
    nameEn: "",
    area: "",
    owner: "",
    note: "",
    ...cells,
  });
  const versions = versionsOf(catalogue.services, [
    change("2024-07-01", { owner: "Anna Ek" }),
    change("2024-01-01", { nameSv: "Lön", nameEn: "Payroll", area: "finance" }),
  ]);
  const dated = { ...catalogue, versions };
  const payOn = (text: string) => catalogueOn(dated, day(text)).services.find((one) => one.service === "PAY");

  test("a day has what held then, and what a change leaves out is carried on", () => {
    expect(payOn("2023-12-31")).toMatchObject({ nameSv: "PAY", area: "hr", owner: undefined });
    expect(payOn("2024-01-01")).toMatchObject({ nameSv: "Lön", area: "finance", owner: undefined });
    expect(payOn("2024-07-01")).toMatchObject({ nameSv: "Lön", area: "finance", owner: "Anna Ek" });
    expect(payOn("2019-01-01")?.area).toBe("hr");
    const listed = (text: string) =>
      catalogueJson(dated, day(text), asThen).services.find((one) => one.service === "PAY");
    expect(listed("2023-12-31")?.area).toBe("hr");
    expect(listed("2024-06-30")).toMatchObject({ area: "finance", name_sv: "Lön", owner: null });
  });

  test("without a change everything is as it was", () => {
    const none = versionsOf(catalogue.services, []);
    expect(none).toHaveLength(catalogue.services.length);
    expect(catalogueOn({ ...catalogue, versions: none }, day("2024-06-30")).services).toEqual(
      catalogue.services,
    );
  });

  test("the service is found by the name it had before", () => {
    const now = catalogueOn(dated, day("2024-07-01"));
    expect(
      findService({ ...now, services: now.services.filter((one) => one.service !== "CARD") }, "lön"),
    ).toBe(now.services.find((one) => one.service === "PAY"));
    expect(findService(catalogueOn(dated, day("2023-01-01")), "payroll")?.service).toBe("PAY");
  });

  test("a change of nothing, or outside the service's days, is refused", () => {
    const refused = (cells: ReturnType<typeof change>) =>
      wrongVersions([{ ...cells, line: 2 }], "v.csv", catalogue.services).map((one) => one.code);
    expect(refused(change("2024-01-01", {}))).toEqual(["catalogue.empty-version"]);
    expect(refused(change("2020-01-01", { area: "hr" }))).toEqual(["catalogue.version-outside-service"]);
    expect(refused(change("2020-01-02", { area: "hr" }))).toEqual([]);
    expect(refused({ ...change("2024-01-01", { area: "hr" }), service: "OLD" })).toEqual([
      "catalogue.version-outside-service",
    ]);
  });
});

test("a service may be left without an owner from a day, and has one before and again after", () => {
  const service = {
    service: "PC",
    validFrom: "2020-01-01" as Day,
    nameSv: "Dator",
    nameEn: "PC",
    area: "it",
    owner: "Anna",
  };
  const change = (validFrom: string, owner: string) => ({
    service: "PC",
    validFrom: validFrom as Day,
    nameSv: "",
    nameEn: "",
    area: "",
    owner,
    note: "",
  });
  const versions = versionsOf([service as never], [change("2024-03-01", "-"), change("2024-06-01", "Bo")]);
  expect(
    ["2024-02-29", "2024-03-01", "2024-06-01"].map((day) => versionOn(versions, "PC", day as Day)?.owner),
  ).toEqual(["Anna", undefined, "Bo"]);
});
