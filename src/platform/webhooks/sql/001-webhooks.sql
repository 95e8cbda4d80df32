create schema webhooks;

-- Who is told when something has happened. What has happened stands in the audit chain, written in the transaction of the act
-- itself: the chain is the outbox, and a subscription only remembers how far it has been read.
create table webhooks.subscription (
  provider_id          text not null references platform.provider,
  subscription_id      text not null,
  name                 text not null,
  url                  text not null,
  events               text[] not null,
  -- The key of the signature, which both sides need in clear: kept like the second factor's secret, and in every backup.
  secret               text not null,
  -- After a change both sign, so that the receiver can change in its own time.
  earlier_secret       text,
  earlier_secret_until timestamptz,
  -- proposed | active | paused | disabled
  state                text not null,
  proposed_by          text not null,
  proposed_at          timestamptz not null,
  approved_by          text,
  approved_at          timestamptz,
  after_seq            bigint not null,
  jobs_after           timestamptz not null,
  primary key (provider_id, subscription_id)
);

-- One message to one receiver, with the very bytes that are signed and sent.
create table webhooks.delivery (
  provider_id     text not null,
  subscription_id text not null,
  message_id      text not null,
  event           text not null,
  body            text not null,
  made_at         timestamptz not null,
  -- waiting | delivered | given-up
  state           text not null,
  -- In all, and since it was last asked for.
  attempts        integer not null default 0,
  tries           integer not null default 0,
  next_at         timestamptz not null,
  delivered_at    timestamptz,
  primary key (provider_id, subscription_id, message_id),
  foreign key (provider_id, subscription_id) references webhooks.subscription on delete cascade
);
create index delivery_waiting on webhooks.delivery (provider_id, next_at) where state = 'waiting';

create table webhooks.attempt (
  provider_id     text not null,
  subscription_id text not null,
  message_id      text not null,
  attempt         integer not null,
  at              timestamptz not null,
  -- Null where no answer came; then the fault says why.
  status          integer,
  milliseconds    integer not null,
  fault           text not null default '',
  primary key (provider_id, subscription_id, message_id, attempt),
  foreign key (provider_id, subscription_id, message_id) references webhooks.delivery on delete cascade
);
