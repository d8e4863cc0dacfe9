-- The call in which the customer asked to be called back; null where the customer called us.
alter table call_records add column call_back_of varchar(80);
