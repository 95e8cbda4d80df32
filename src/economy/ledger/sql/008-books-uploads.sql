-- A ledger file that somebody has sent by the web and that waits to be looked at and loaded (uppladdning). It goes when it is loaded or thrown away.
create table ledger.books_upload (
  provider_id text not null references platform.provider,
  -- The beginning of its hash: the same file again is the same upload.
  upload      text not null,
  source      text not null,
  content     bytea not null,
  -- What loading it would have come to when it was sent.
  preview     jsonb not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  primary key (provider_id, upload)
);
