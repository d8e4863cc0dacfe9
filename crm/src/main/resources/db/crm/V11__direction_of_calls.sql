-- Who called whom: INBOUND where the customer called us, OUTBOUND where they were called back or an agent dialled them.
alter table call_records add column direction varchar(10) default 'INBOUND' not null;
update call_records set direction = 'OUTBOUND' where call_back_of is not null;
