-- Milliseconds in which an agent's caller was on hold.
alter table agent_sums add column holding bigint default 0 not null;
