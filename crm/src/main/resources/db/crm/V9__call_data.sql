-- What agents set on a call, as a JSON object of texts; null where there is nothing. 64 values of 1024 characters fit however they are written.
alter table call_records add column call_data varchar(140000);
