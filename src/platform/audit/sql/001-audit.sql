-- Who changed which economic object, when, from what to what. Append-only by privilege, chained by hash per provider.
create schema audit;

create table audit.entry (
  provider_id  text not null references platform.provider,
  seq          bigint not null,
  at           timestamptz not null,
  actor        text not null,
  action       text not null,
  object_kind  text not null,
  object_id    text not null,
  value_before jsonb,
  value_after  jsonb,
  hash_before  bytea not null,
  hash         bytea not null,
  primary key (provider_id, seq)
);
