-- What a rehearsal found, until its run is issued: approval and issue use it as it stands instead of computing it again.
create table invoicing.rehearsal (
  provider_id text not null,
  run         text not null,
  -- What each kind of input held, in short, by name.
  inputs      jsonb not null,
  -- What the gates found that hinders an approval.
  stops       jsonb not null,
  -- Documents and vouchers as they would be issued, as JSON.
  proposal    text not null,
  primary key (provider_id, run),
  foreign key (provider_id, run) references invoicing.run
);
-- It is read and removed once or twice; packing it would cost more than it saves.
alter table invoicing.rehearsal alter column proposal set storage external;
