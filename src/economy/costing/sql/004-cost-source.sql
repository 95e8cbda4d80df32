-- The first level of a cost's explanation, stored with the result it belongs to: by account for direct costs, by the step
-- (the pool it empties) for common ones. A few thousand rows a year; nothing by öre, line or customer.
create table costing.service_cost_source (
  provider_id text not null,
  run         text not null,
  service     text not null,
  activity    text not null,
  -- '' for direct costs.
  step        text not null,
  -- '' for a step.
  account     text not null,
  period      text not null,
  amount_ore  bigint not null,
  primary key (provider_id, run, service, activity, step, account, period),
  foreign key (provider_id, run) references costing.run
);
