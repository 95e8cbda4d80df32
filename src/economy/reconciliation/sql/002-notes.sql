-- What the reading of the buyer's file took for granted, such as the year where the file states none; '' where it was nothing.
alter table reconciliation.result add column note text not null default '';
