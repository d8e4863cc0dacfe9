-- The names of a call's recordings, in order, with a blank between two.
alter table call_records add column recordings varchar(5000) default '' not null;
