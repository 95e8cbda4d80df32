create schema access;

create table access.person (
  provider_id text not null references platform.provider,
  login       text not null,
  name        text not null,
  -- controller | approver | service-owner | account-manager | customer | board | administrator
  role        text not null,
  -- For role customer: the customers whose rows the person may see.
  customers   text[] not null default '{}',
  -- scrypt$N$r$p$salt$hash, or null for a person who cannot sign in with a password.
  password    text,
  disabled    boolean not null default false,
  primary key (provider_id, login)
);

create table access.session (
  provider_id text not null,
  session_id  text not null,
  login       text not null,
  expires_at  timestamptz not null,
  primary key (provider_id, session_id),
  foreign key (provider_id, login) references access.person
);
