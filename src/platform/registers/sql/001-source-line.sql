-- Where a row that a figure rests on stands in the file it was loaded from, so that an explanation ends in a file and a line. Written
-- with every load; a row that is added or changed in the program stands in no file any more.
create table platform.source_line (
  provider_id text not null references platform.provider,
  -- The file as the pack names it: 'customers/customers.csv'.
  file        text not null,
  -- The row's own key, as registers write it.
  row_key     text not null,
  file_line   integer not null,
  primary key (provider_id, file, row_key)
);
