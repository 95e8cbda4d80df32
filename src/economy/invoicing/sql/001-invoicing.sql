create schema invoicing;

create table invoicing.run (
  provider_id   text not null references platform.provider,
  -- '2024-03' for the monthly run, '2024-03.2' for the customers that were parked in it; 'settlement-2024', 'correction-liseberg-2022-2023' for the others.
  run           text not null,
  period        text not null,
  -- rehearsed | approved | issued
  state         text not null,
  -- Over every proposed line in canonical order: what was approved is what is issued.
  content_sha256 text not null,
  total_ore     bigint not null,
  rehearsed_by  text not null,
  rehearsed_at  timestamptz not null,
  approved_by   text,
  approved_at   timestamptz,
  issued_by     text,
  issued_at     timestamptz,
  -- The findings about customers held back by a safety bound, and the customers somebody has released.
  parked        jsonb not null default '[]',
  released      text[] not null default '{}',
  primary key (provider_id, run)
);

create table invoicing.series (
  provider_id text not null references platform.provider,
  series      text not null,
  last_number bigint not null,
  primary key (provider_id, series)
);

create table invoicing.invoice (
  provider_id   text not null references platform.provider,
  invoice       text not null,
  series        text not null,
  number        bigint not null,
  run           text not null,
  customer      text not null,
  -- invoice | credit-note
  kind          text not null,
  document_day  date not null,
  due_day       date not null,
  booking_period text not null,
  net_ore       bigint not null,
  vat_ore       bigint not null,
  total_ore     bigint not null,
  -- The customer, seller and agreement as they were.
  snapshot      jsonb not null,
  voucher_series text not null,
  voucher_number text not null,
  primary key (provider_id, invoice),
  unique (provider_id, series, number)
);

create table invoicing.line (
  provider_id  text not null,
  invoice      text not null,
  line_no      integer not null,
  customer     text not null,
  -- instalment | metered | direct-sale | pass-through | settlement | correction
  charge_kind  text not null,
  -- revenue | settlement | provision: the posting rule it is booked by.
  posted_to    text not null,
  item         text not null,
  service      text not null,
  activity     text not null,
  text_sv      text not null,
  text_en      text not null,
  service_period_from text not null,
  service_period_to   text not null,
  quantity_micro bigint not null,
  unit         text not null,
  price_micro  bigint not null,
  net_ore      bigint not null,
  vat_percent  integer not null,
  price_list_version text,
  -- The direct sale that the line charges.
  sale         text,
  -- The invoice line that this one credits or adds to.
  corrects_invoice text,
  corrects_line    integer,
  cause        text,
  -- How the amount came about: formula, inputs, key value and sum, decision.
  because      jsonb not null,
  primary key (provider_id, invoice, line_no),
  foreign key (provider_id, invoice) references invoicing.invoice
);
create index line_by_period on invoicing.line (provider_id, service_period_from, customer);
create index line_by_corrected on invoicing.line (provider_id, corrects_invoice, corrects_line)
  where corrects_invoice is not null;
create index line_by_customer on invoicing.line (provider_id, customer, service_period_from);
