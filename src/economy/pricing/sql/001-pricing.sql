create schema pricing;

create table pricing.price_list_version (
  provider_id text not null references platform.provider,
  version     text not null,
  fiscal_year integer not null,
  valid_from  date not null,
  valid_to    date not null,
  -- draft | simulated | decided | superseded
  state       text not null,
  -- How computed unit prices became printed ones: to a multiple of so many millionths of a krona; down | up | nearest.
  rounding_to_micro  bigint not null,
  rounding_direction text not null,
  -- Four eyes: who proposed and who recorded the decision, empty where the price list was decided elsewhere.
  proposed_by text,
  decided_by  text,
  decision    text,
  decided_on  date,
  board       text,
  paragraph   text,
  registry_no text,
  -- Over items and fees in canonical order, set at the decision and checked ever after.
  content_sha256 text,
  -- Taken over by another version from a day on; the content stays frozen.
  superseded_by   text,
  superseded_from date,
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
  -- The costed budget the item is to recover: a fee shares it by the key, a metered price divides it by the volume.
  total_ore   bigint,
  key         text,
  -- What of a fee's total the provider bears by a decided exception: fees + borne = total.
  borne_ore   bigint,
  -- The planned volume the price of a metered item was set from.
  planned_micro bigint,
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
