-- Why a model's text was saved as it is (skäl): beside who and when, which the audit has.
alter table costing.model add column saved_why text not null default '';

-- A model's text that a person is writing and has not saved (utkast): faults too. One for each stored model it was begun from.
create table costing.model_draft (
  provider_id text not null references platform.provider,
  person      text not null,
  -- 'gothenburg@2024-01-01'; '' for one that is written from nothing.
  based_on    text not null,
  -- What the stored text was when its writer saw it.
  base_sha256 text not null,
  source      text not null,
  kept_at     timestamptz not null,
  primary key (provider_id, person, based_on)
);
