-- Who has signed an agreement, for which side, by what means (R010). With both sides the agreement is signed.
create table customers.agreement_signature (
  provider_id   text not null,
  agreement     text not null,
  -- provider | customer
  party         text not null,
  signer        text not null,
  signed_on     date not null,
  -- paper | advanced | qualified: the levels of eIDAS, and ink.
  method        text not null,
  -- What the signing service calls it, or where the paper is.
  reference     text not null default '',
  -- SHA-256 of the document that was signed: both sides sign the same one.
  document_hash text not null default '',
  primary key (provider_id, agreement, party),
  foreign key (provider_id, agreement) references customers.agreement
);
