-- The documents of a rehearsal one by one, so that no step of a run holds more than some of them in memory.
create table invoicing.rehearsed_document (
  provider_id text not null,
  run         text not null,
  -- The number the document would get; the order of issue.
  number      bigint not null,
  -- Document and voucher as they would be issued, as JSON.
  document    text not null,
  primary key (provider_id, run, number),
  -- The documents are written while the run is computed, before what it all came to.
  foreign key (provider_id, run) references invoicing.rehearsal on delete cascade deferrable initially deferred
);
alter table invoicing.rehearsed_document alter column document set storage external;
-- What an earlier version of the program rehearsed has no such rows: it counts as changed, and is rehearsed anew.
update invoicing.rehearsal set inputs = '{}', proposal = '{"gates":[]}';
