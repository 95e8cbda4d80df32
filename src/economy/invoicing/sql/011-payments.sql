-- What a customer has paid of a document, as the bank or the ledger says (betalning). A document without rows here is not known to be paid.
create table invoicing.payment (
  provider_id text not null references platform.provider,
  payment     text not null,
  -- Not a key of documents: a file of payments may come before their documents, and one that names none is told.
  invoice     text not null,
  paid_on     date not null,
  -- Below zero is paid back.
  amount_ore  bigint not null,
  source      text not null default '',
  synthetic   boolean,
  comment     text not null default '',
  primary key (provider_id, payment)
);
create index payment_by_invoice on invoicing.payment (provider_id, invoice);
