-- What a customer has against a line of an issued document, or against all of it, and what became of it.
create table invoicing.objection (
  provider_id  text not null,
  -- The document, and the number of the objection on it: 'UF-30/1'.
  objection    text not null,
  invoice      text not null,
  -- Null is the whole document.
  line_no      integer,
  customer     text not null,
  -- quantity | price | not-ordered | receiver | period | other
  cause        text not null,
  text         text not null,
  raised_by    text not null,
  raised_at    timestamptz not null,
  -- The day it is to be answered by.
  answer_by    date not null,
  -- open | rejected | credit-proposed | credited | withdrawn
  state        text not null,
  answer       text not null default '',
  answered_by  text,
  answered_at  timestamptz,
  -- What the answer proposes to credit, without VAT; positive.
  credit_ore   bigint,
  -- Whether the same lines are invoiced anew, to the customer as it now is.
  reissue      boolean not null default false,
  credited_by  text,
  credited_at  timestamptz,
  run          text,
  primary key (provider_id, objection),
  foreign key (provider_id, invoice) references invoicing.invoice
);
create index objection_by_invoice on invoicing.objection (provider_id, invoice);
