create schema settlement;

create table settlement.settlement (
  provider_id text not null references platform.provider,
  -- '2024-preliminary', '2024-final'
  settlement  text not null,
  fiscal_year integer not null,
  basis       text not null,
  -- proposed | decided | issued
  state       text not null,
  policy      jsonb not null,
  inputs_sha256 text not null,
  -- Before thresholds and before another total was decided.
  computed_ore bigint not null,
  -- Positive is owed to the customers.
  total_ore   bigint not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by  text,
  decided_at  timestamptz,
  decision    text,
  issued_by   text,
  issued_at   timestamptz,
  primary key (provider_id, settlement)
);

create table settlement.service_row (
  provider_id text not null,
  settlement  text not null,
  service     text not null,
  class       text not null,
  invoiced_ore bigint not null,
  cost_ore    bigint not null,
  financing_ore bigint not null,
  recovery_ore bigint not null,
  settled_ore bigint not null,
  primary key (provider_id, settlement, service),
  foreign key (provider_id, settlement) references settlement.settlement
);

-- Each customer's part of each service, with what it was shared by and the sentence that says so.
create table settlement.customer_row (
  provider_id text not null,
  settlement  text not null,
  customer    text not null,
  service     text not null,
  paid_ore    bigint not null,
  weight_ore  bigint not null,
  weight_sum_ore bigint not null,
  amount_ore  bigint not null,
  sentence_sv text not null,
  sentence_en text not null,
  primary key (provider_id, settlement, customer, service),
  foreign key (provider_id, settlement) references settlement.settlement
);
