-- How far an issued document is on its way to its receiver (utlämning). No row: nobody has begun to deliver it.
create table invoicing.delivery (
  provider_id text not null references platform.provider,
  invoice     text not null,
  run         text not null,
  customer    text not null,
  -- peppol | internal | pdf: the channel when the delivery was begun.
  channel     text not null,
  -- folder | http | manual
  way         text not null,
  -- The file that carries it. Departments' documents share one per run, so what happens to the file happens to all of them.
  parcel      text not null,
  -- pending | sent | acknowledged | failed
  state       text not null,
  attempts    integer not null default 0,
  -- Why it is not sent, or was sent back; '' otherwise.
  reason      text not null default '',
  next_try_at timestamptz,
  sha256      text,
  bytes       bigint,
  sent_at     timestamptz,
  sent_by     text,
  -- What the receiver answered: a message id, a receipt number.
  receipt     text not null default '',
  answered_at timestamptz,
  answered_by text,
  primary key (provider_id, invoice),
  foreign key (provider_id, invoice) references invoicing.invoice
);
create index delivery_by_run on invoicing.delivery (provider_id, run);
create index delivery_waiting on invoicing.delivery (provider_id, next_try_at) where state = 'pending';
