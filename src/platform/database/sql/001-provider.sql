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
