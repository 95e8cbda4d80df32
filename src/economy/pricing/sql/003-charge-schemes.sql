-- How the price of a metered item depends on the quantity: graduated | volume | package | seat | capacity; null is one price.
alter table pricing.price_item add column scheme text;
-- Of a seat item: days (the usage is seat-days) | none.
alter table pricing.price_item add column proration text;

-- A tier holds from its quantity, included, to the next tier's.
create table pricing.price_tier (
  provider_id   text not null,
  version       text not null,
  item          text not null,
  from_micro    bigint not null,
  -- Of a unit, of a package, or of the whole capacity.
  price_micro   bigint not null,
  package_micro bigint,
  primary key (provider_id, version, item, from_micro),
  foreign key (provider_id, version, item) references pricing.price_item
);
