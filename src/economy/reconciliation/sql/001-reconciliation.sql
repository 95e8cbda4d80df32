create schema reconciliation;

-- What a month's invoices and the buyer's books came to, the latest time they were compared.
create table reconciliation.result (
  provider_id text not null references platform.provider,
  period      text not null,
  customer    text not null,
  file        text not null,
  file_sha256 text not null,
  documents   integer not null,
  agreed      integer not null,
  invoiced_ore bigint not null,
  booked_ore  bigint not null,
  reconciled_by text not null,
  reconciled_at timestamptz not null,
  primary key (provider_id, period, customer)
);

create table reconciliation.difference (
  provider_id text not null,
  period      text not null,
  customer    text not null,
  position    integer not null,
  cause       text not null,
  invoice     text not null,
  voucher     text not null,
  file_line   integer,
  invoiced_ore bigint not null,
  booked_ore  bigint not null,
  primary key (provider_id, period, customer, position),
  foreign key (provider_id, period, customer) references reconciliation.result
);
