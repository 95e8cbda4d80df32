-- What a job is about, where only one may be under way about the same thing at a time: "billing:2024-03".
alter table jobs.job add column subject text;
create unique index job_open_subject on jobs.job (provider_id, subject) where state in ('queued', 'running') and subject is not null;
