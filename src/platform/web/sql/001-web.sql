create schema web;

-- What a machine's act was answered, by the key the machine chose (Idempotency-Key): asked again, the same answer and no second act.
create table web.answered_act (
  provider_id text not null references platform.provider,
  login       text not null,
  key         text not null,
  -- Of the address and everything said: the same key with another request is a mistake, not a repetition.
  sha256      text not null,
  answered_at timestamptz not null,
  -- Null where the answer held a secret, which is said once and kept nowhere.
  answer      jsonb,
  primary key (provider_id, login, key)
);
