-- What to add to engine time to get the wall clock's after the position; null where an older build came to it.
alter table projection add column wall_offset bigint;
