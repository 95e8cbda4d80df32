-- How the cost of a service follows its volume. An empty service is every service without a row of its own for the element.
create table costing.cost_behaviour (
  provider_id text not null references platform.provider,
  service     text not null default '',
  element     text not null,
  valid_from  date not null,
  valid_to    date,
  kind        text not null,
  until       date,
  step_micro  bigint,
  comment     text not null default '',
  synthetic   boolean,
  primary key (provider_id, service, element, valid_from)
);
