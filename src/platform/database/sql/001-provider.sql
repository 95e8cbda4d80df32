-- The tenants. Every other table begins with provider_id and refers here.
create schema platform;

create table platform.provider (
  provider_id text primary key,
  name        text not null,
  org_no      text not null,
  -- Example data is marked; the interface shows it on every page.
  synthetic   boolean not null,
  -- pack.yaml as loaded: dimension map, own counterparties, posting rules, policies.
  settings    jsonb not null
);

-- Which migrations this database has had, and what stood in them.
create table platform.migration (
  name       text primary key,
  sha256     text not null,
  applied_at timestamptz not null
);

-- The fingerprint of the privileges and policies in force; one row.
create table platform.protection (
  sha256 text primary key
);
