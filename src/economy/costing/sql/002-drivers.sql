-- What a driver counts and does not count, how good its figures are, and when a change is so large that somebody should look.
-- measured | estimated | agreed; null is not stated.
alter table costing.driver add column quality text;
alter table costing.driver add column measured_rule text not null default '';
alter table costing.driver add column includes text not null default '';
alter table costing.driver add column excludes text not null default '';
-- '' unless the driver is computed from other drivers: "headcount - seasonal".
alter table costing.driver add column formula text not null default '';
-- A change against the value before of more than this many percent is flagged; null is never.
alter table costing.driver add column jump_percent integer;

-- The values of a driver that a period was billed by, as they stood when they were frozen. A later one replaces it.
create table costing.driver_snapshot (
  provider_id text not null,
  driver      text not null,
  period      text not null,
  -- 1, 2, ...: the highest holds.
  snapshot    integer not null,
  sha256      text not null,
  frozen_at   timestamptz not null,
  frozen_by   text not null,
  -- Why it was frozen again; '' the first time.
  reason      text not null,
  primary key (provider_id, driver, period, snapshot),
  foreign key (provider_id, driver) references costing.driver
);

create table costing.driver_snapshot_value (
  provider_id text not null,
  driver      text not null,
  period      text not null,
  snapshot    integer not null,
  service     text not null default '',
  subject     text not null,
  value_micro bigint not null,
  primary key (provider_id, driver, period, snapshot, service, subject),
  foreign key (provider_id, driver, period, snapshot) references costing.driver_snapshot
);

-- What a customer says about its own value in a frozen period, before it is billed by it. The latest answer holds.
create table costing.driver_answer (
  provider_id text not null,
  customer    text not null,
  driver      text not null,
  period      text not null,
  answer      integer not null,
  -- The snapshot that was answered.
  snapshot    integer not null,
  -- signed | objected
  state       text not null,
  value_micro bigint not null,
  reason      text not null,
  answered_at timestamptz not null,
  answered_by text not null,
  primary key (provider_id, customer, driver, period, answer),
  foreign key (provider_id, driver, period, snapshot) references costing.driver_snapshot
);

-- For billing's gates: each customer's value in the latest snapshot of a driver and period, and what the customer has said of it.
-- An answer to an earlier snapshot counts only while the value is the same.
create view costing.v_driver_sign_off with (security_invoker = true) as
with latest as (
  select provider_id, driver, period, max(snapshot) as snapshot
  from costing.driver_snapshot group by provider_id, driver, period
), frozen as (
  select latest.provider_id, latest.driver, latest.period, latest.snapshot, value.subject as customer,
         sum(value.value_micro)::bigint as value_micro
  from latest
  join costing.driver as registered
    on registered.provider_id = latest.provider_id and registered.driver = latest.driver and registered.subject = 'customer'
  join costing.driver_snapshot_value as value
    on value.provider_id = latest.provider_id and value.driver = latest.driver and value.period = latest.period
   and value.snapshot = latest.snapshot
  group by latest.provider_id, latest.driver, latest.period, latest.snapshot, value.subject
), said as (
  select distinct on (provider_id, customer, driver, period)
         provider_id, customer, driver, period, state, value_micro, reason, answered_at, answered_by
  from costing.driver_answer order by provider_id, customer, driver, period, answer desc
)
select frozen.provider_id, frozen.driver, frozen.period, frozen.snapshot, frozen.customer, frozen.value_micro,
       coalesce(said.state, 'open') as state, coalesce(said.reason, '') as reason, said.answered_at, said.answered_by
from frozen
left join said
  on said.provider_id = frozen.provider_id and said.driver = frozen.driver and said.period = frozen.period
 and said.customer = frozen.customer and said.value_micro = frozen.value_micro;
