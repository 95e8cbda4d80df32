import { keepRegister, type Register, type RegisterChange } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Agreement, Customer, Decision, ServiceUse } from "../index.ts";

interface Source {
  readonly actor: string;
  readonly now: string;
  readonly source: string;
}

const customer: Register = {
  table: "customers.customer",
  objectKind: "customer",
  keys: ["customer"],
  columns: {
    customer: "text",
    name: "text",
    short_name: "text",
    kind: "text",
    org_no: "text",
    parent: "text",
    counterparty: "text",
    is_self: "boolean",
    vat: "boolean",
    e_address: "text",
    valid_from: "date",
    valid_to: "date",
  },
  removes: false,
};

export async function keepCustomers(
  tx: Transaction,
  provider: string,
  customers: readonly Customer[],
  source: Source,
): Promise<RegisterChange> {
  const rows = customers.map((one) => ({
    customer: one.customer,
    name: one.name,
    short_name: one.shortName,
    kind: one.kind,
    org_no: one.orgNo ?? null,
    parent: one.parent ?? null,
    counterparty: one.counterparty,
    is_self: one.isSelf,
    vat: one.vat,
    e_address: one.eAddress ?? null,
    valid_from: one.validFrom,
    valid_to: one.validTo ?? null,
  }));
  return keepRegister(tx, provider, customer, rows, source);
}

const agreement: Register = {
  table: "customers.agreement",
  objectKind: "agreement",
  keys: ["agreement"],
  columns: {
    agreement: "text",
    customer: "text",
    status: "text",
    signed_on: "date",
    valid_from: "date",
    valid_to: "date",
    reason: "text",
  },
  removes: true,
};

export async function keepAgreements(
  tx: Transaction,
  provider: string,
  agreements: readonly Agreement[],
  source: Source,
): Promise<RegisterChange> {
  const rows = agreements.map((one) => ({
    agreement: one.agreement,
    customer: one.customer,
    status: one.status,
    signed_on: one.signedOn ?? null,
    valid_from: one.validFrom,
    valid_to: one.validTo ?? null,
    reason: one.reason,
  }));
  return keepRegister(tx, provider, agreement, rows, source);
}

const serviceUse: Register = {
  table: "customers.service_use",
  objectKind: "service-use",
  keys: ["customer", "service", "valid_from"],
  columns: {
    customer: "text",
    service: "text",
    valid_from: "date",
    valid_to: "date",
    stage: "text",
    variant: "text",
    variant_until: "date",
    dependency: "text",
  },
  removes: true,
};

export async function keepServiceUses(
  tx: Transaction,
  provider: string,
  uses: readonly ServiceUse[],
  source: Source,
): Promise<RegisterChange> {
  const rows = uses.map((one) => ({
    customer: one.customer,
    service: one.service,
    valid_from: one.validFrom,
    valid_to: one.validTo ?? null,
    stage: one.stage,
    variant: one.variant ?? "",
    variant_until: one.variantUntil ?? null,
    dependency: one.dependency ?? "",
  }));
  return keepRegister(tx, provider, serviceUse, rows, source);
}

const decision: Register = {
  table: "customers.decision",
  objectKind: "decision",
  keys: ["decision"],
  columns: {
    decision: "text",
    board: "text",
    decided_on: "date",
    paragraph: "text",
    registry_no: "text",
    title: "text",
  },
  removes: false,
};

export async function keepDecisions(
  tx: Transaction,
  provider: string,
  decisions: readonly Decision[],
  source: Source,
): Promise<RegisterChange> {
  const rows = decisions.map((one) => ({
    decision: one.decision,
    board: one.board,
    decided_on: one.decidedOn,
    paragraph: one.paragraph,
    registry_no: one.registryNo,
    title: one.title,
  }));
  return keepRegister(tx, provider, decision, rows, source);
}
