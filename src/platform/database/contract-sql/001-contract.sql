-- Tables that only the contract suite uses.
create schema contract;

create table contract.thing (
  provider_id text not null references platform.provider,
  thing       text not null,
  note        text,
  day         date,
  amount_ore  bigint,
  count       integer,
  yes         boolean,
  bytes       bytea,
  document    jsonb,
  at          timestamptz,
  primary key (provider_id, thing)
);

create table contract.bill (
  provider_id text not null references platform.provider,
  bill        text not null,
  customer    text not null,
  amount_ore  bigint not null,
  -- As a customer's parent: a table that refers to itself, checked at the end.
  corrects    text,
  primary key (provider_id, bill),
  foreign key (provider_id, corrects) references contract.bill (provider_id, bill) deferrable initially deferred
);

create table contract.sealed (
  provider_id text not null references platform.provider,
  thing       text not null,
  primary key (provider_id, thing)
);

create view contract.v_bill with (security_invoker = true) as
  select provider_id, bill, customer, amount_ore from contract.bill;
