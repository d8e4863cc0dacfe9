-- Imports may be asked for by somebody and wait for their turn. "state" is WAITING, RUNNING, DONE, FAILED (with the reason),
-- CANCELLED or BROKEN_OFF, when the server stopped meanwhile; "source_rows" are the rows read.
alter table import_runs add column state varchar(16) default 'DONE' not null;
alter table import_runs add column asked_by varchar(64) default '' not null;
alter table import_runs add column reason varchar(1000) default '' not null;
alter table import_runs add column source_rows integer default 0 not null;

update import_runs set state = 'BROKEN_OFF' where ended_at is null;
update import_runs set source_rows = added + changed + unchanged + faulty;
