create schema ordering;

-- More or less of something that is charged by quantity, for a customer, from a day (beställning, R043).
create table ordering.service_order (
  provider_id    text not null,
  order_no       text not null,
  customer       text not null,
  item           text not null,
  -- Adds to what the customer has; below zero takes away. Of an order that replaces another, what it is instead.
  quantity_micro bigint not null,
  valid_from     date not null,
  valid_to       date,
  -- requested | confirmed | declined | cancelled
  state          text not null,
  -- The order that this one takes over from, on its first day.
  replaces       text,
  agreement      text,
  ordered_by     text not null default '',
  ordered_on     date,
  confirmed_by   text not null default '',
  confirmed_on   date,
  reference      text not null default '',
  synthetic      boolean,
  comment        text not null default '',
  primary key (provider_id, order_no),
  foreign key (provider_id, customer) references customers.customer,
  foreign key (provider_id, agreement) references customers.agreement
);

-- From which day a change inside a month counts, item by item (avräkningsregel).
create table ordering.order_term (
  provider_id text not null references platform.provider,
  item        text not null,
  -- calendar-day | half-month | whole-month | next-month
  proration   text not null,
  valid_from  date not null,
  valid_to    date,
  comment     text not null default '',
  primary key (provider_id, item, valid_from)
);

-- A published series that agreed prices follow (indexserie), and its values with their source.
create table ordering.index_series (
  provider_id text not null references platform.provider,
  series      text not null,
  name_sv     text not null,
  name_en     text not null default '',
  source      text not null,
  synthetic   boolean,
  comment     text not null default '',
  primary key (provider_id, series)
);

create table ordering.index_value (
  provider_id text not null,
  series      text not null,
  period      text not null,
  value_micro bigint not null,
  source      text not null default '',
  primary key (provider_id, series, period),
  foreign key (provider_id, series) references ordering.index_series
);

-- A price agreed with one customer that follows a series, never below a floor and never above a cap (indexklausul).
create table ordering.index_clause (
  provider_id      text not null,
  clause           text not null,
  customer         text not null,
  item             text not null,
  agreement        text,
  base_price_micro bigint not null,
  series           text not null,
  base_period      text not null,
  -- How much of the price follows the series, in per cent.
  share_micro      bigint not null,
  -- The month a year when the price is looked at anew, and the month whose value it then takes.
  review_month     integer not null,
  index_month      integer not null,
  -- Per cent of the base price.
  floor_micro      bigint,
  cap_micro        bigint,
  valid_from       date not null,
  valid_to         date,
  synthetic        boolean,
  comment          text not null default '',
  primary key (provider_id, clause),
  foreign key (provider_id, customer) references customers.customer,
  foreign key (provider_id, agreement) references customers.agreement,
  foreign key (provider_id, series) references ordering.index_series
);
