create schema metering;

-- A usage file as it was loaded; a later version of the same source replaces the earlier one, which is kept.
create table metering.source (
  provider_id text not null references platform.provider,
  source      text not null,
  version     integer not null,
  -- Of the file's bytes: the same file twice is zero changes.
  sha256      text not null,
  loaded_at   timestamptz not null,
  loaded_by   text not null,
  primary key (provider_id, source, version)
);

-- Usage events as one columnar payload per item, month and version of a source. Only the latest version counts.
create table metering.segment (
  provider_id text not null,
  period      text not null,
  item        text not null,
  source      text not null,
  version     integer not null,
  events      bigint not null,
  -- Laid out in segment.ts; its own header carries format version and checksum.
  payload     bytea not null,
  primary key (provider_id, period, item, source, version),
  foreign key (provider_id, source, version) references metering.source
);
alter table metering.segment alter column payload set storage external;

-- What billing reads: the latest versions of the segments added up, an event counted once.
create table metering.volume (
  provider_id    text not null references platform.provider,
  period         text not null,
  item           text not null,
  customer       text not null,
  quantity_micro bigint not null,
  events         bigint not null,
  primary key (provider_id, period, item, customer)
);

-- A sold thing with its own price: direct sale and pass-through.
create table metering.direct_sale (
  provider_id    text not null references platform.provider,
  sale           text not null,
  period         text not null,
  sale_day       date not null,
  item           text not null,
  customer       text not null,
  text           text not null,
  quantity_micro bigint not null,
  unit           text not null,
  price_micro    bigint not null,
  -- The file that says so; loaded again, that file replaces its own sales and no others.
  source         text not null,
  primary key (provider_id, sale)
);
