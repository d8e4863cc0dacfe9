-- When a call was last seen whose end nobody saw and the PBX had not noted; it ended between that and ended_at.
alter table call_records add column last_seen_at bigint;
