-- What a month was closed as, kept word for word: what is delivered or judged afterwards changes no protocol.
-- A month that is opened and closed again has one protocol for each closing.
create table closing.protocol (
  provider_id text not null references platform.provider,
  period      text not null,
  number      integer not null,
  closed_by   text not null,
  closed_at   timestamptz not null,
  -- The month with its steps and sums, as JSON in exactly the bytes that were hashed.
  content     text not null,
  sha256      text not null,
  primary key (provider_id, period, number)
);
