create schema pricing;

create table pricing.price_list_version (
  provider_id text not null references platform.provider,
  version     text not null,
  fiscal_year integer not null,
  valid_from  date not null,
  valid_to    date not null,
  -- draft | simulated | decided | superseded
  state       text not null,
  decision    text,
  decided_on  date,
  board       text,
  paragraph   text,
  registry_no text,
  -- Over items and fees in canonical order, set at the decision and checked ever after.
  content_sha256 text,
  primary key (provider_id, version)
);

create table pricing.price_item (
  provider_id text not null,
  version     text not null,
  item        text not null,
  service     text not null,
  -- operation | change
  activity    text not null,
  name_sv     text not null,
  name_en     text not null,
  -- fee: yearly amount per customer in twelfths; metered: price x quantity; direct-sale; pass-through
  charge      text not null,
  unit        text not null,
  price_micro bigint,
  -- For a fee: the costed budget that is shared, and the key it is shared by.
  total_ore   bigint,
  key         text,
  primary key (provider_id, version, item),
  foreign key (provider_id, version) references pricing.price_list_version
);

-- The customer's yearly fee of a fee item, with the key value it rests on.
create table pricing.fee (
  provider_id text not null,
  version     text not null,
  item        text not null,
  customer    text not null,
  annual_ore  bigint not null,
  key_value_micro bigint not null,
  key_sum_micro   bigint not null,
  valid_from  date not null,
  valid_to    date not null,
  primary key (provider_id, version, item, customer, valid_from),
  foreign key (provider_id, version, item) references pricing.price_item
);
