-- The line of the file on which a balance is stated, so that an opening balance ends in a file and a line as a voucher does.
alter table ledger.stated_balance add column file_line integer;
