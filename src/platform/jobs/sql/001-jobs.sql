create schema jobs;

create table jobs.job (
  provider_id  text not null references platform.provider,
  job_id       text not null,
  kind         text not null,
  parameters   jsonb not null,
  -- queued | running | done | refused | failed | cancelled
  state        text not null,
  progress_done  bigint not null default 0,
  progress_total bigint not null default 0,
  message      text not null default '',
  cancel_asked boolean not null default false,
  attempts     integer not null default 0,
  -- A running job whose lease has run out was killed; the next worker resumes it.
  leased_until timestamptz,
  result       jsonb,
  problems     jsonb,
  created_by   text not null,
  created_at   timestamptz not null,
  ended_at     timestamptz,
  primary key (provider_id, job_id)
);
-- One at a time per provider and kind.
create unique index job_running on jobs.job (provider_id, kind) where state = 'running';
