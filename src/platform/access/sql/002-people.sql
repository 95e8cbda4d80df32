-- Signing in: a second factor, invitations instead of passwords told by others, other doors (OpenID Connect, machines'
-- keys), and the failures that slow guessing down. Only hashes of what opens a door are kept, the second factor's secret
-- apart, which the code is computed from.
alter table access.person
  add column second_factor text,
  -- A secret that is shown and not yet confirmed by a code.
  add column second_factor_pending text,
  -- The thirty seconds of the last code that was accepted: a code opens once.
  add column second_factor_step bigint,
  -- Hashes of the codes for who has lost the telephone; each opens once.
  add column recovery_codes text[] not null default '{}';

alter table access.session
  -- open | code: the password was right and the second factor's code is awaited.
  add column stage text not null default 'open',
  -- password | provider | example
  add column door text not null default 'password',
  add column opened_at timestamptz not null default 'epoch',
  add column seen_at timestamptz not null default 'epoch',
  add column device text not null default '';

create table access.invitation (
  provider_id   text not null,
  invitation_id text not null,
  login         text not null,
  expires_at    timestamptz not null,
  primary key (provider_id, invitation_id),
  foreign key (provider_id, login) references access.person
);

create table access.api_key (
  provider_id text not null,
  key_id      text not null,
  login       text not null,
  -- What the person calls it: "Power BI".
  name        text not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  primary key (provider_id, key_id),
  foreign key (provider_id, login) references access.person
);

-- Who a person is at an identity provider, bound the first time and never by name again.
create table access.identity (
  provider_id text not null references platform.provider,
  issuer      text not null,
  subject     text not null,
  login       text not null,
  bound_at    timestamptz not null,
  primary key (provider_id, issuer, subject),
  unique (provider_id, issuer, login),
  foreign key (provider_id, login) references access.person
);

-- A sign-in that has gone to the identity provider and is not back yet.
create table access.identity_flow (
  provider_id text not null references platform.provider,
  flow_id     text not null,
  verifier    text not null,
  nonce       text not null,
  back        text not null,
  expires_at  timestamptz not null,
  primary key (provider_id, flow_id)
);

create table access.failure (
  provider_id   text not null references platform.provider,
  -- What was tried, hashed: a login or an address.
  subject       text not null,
  failures      integer not null,
  last_at       timestamptz not null,
  blocked_until timestamptz not null,
  primary key (provider_id, subject)
);
