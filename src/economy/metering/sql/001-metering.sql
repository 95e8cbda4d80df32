create schema metering;

-- Usage events as one columnar segment per service, month and source; a later version of the same source replaces.
create table metering.segment (
  provider_id text not null references platform.provider,
  period      text not null,
  item        text not null,
  source      text not null,
  version     integer not null,
  sha256      text not null,
  events      bigint not null,
  payload     bytea not null,
  primary key (provider_id, period, item, source, version)
);
alter table metering.segment alter column payload set storage external;

-- What billing reads: the latest versions of the segments added up.
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
  primary key (provider_id, sale)
);
