-- One row for each offer of a call to an agent, projected from the journal, with what decided it. "outcome" is RINGING,
-- ACCEPTED, or how the offer ended without a conversation; "candidates" is JSON.
create table call_offers (
    offer_id varchar(64) not null primary key,
    call_id varchar(64) not null,
    queue varchar(64) not null,
    agent varchar(64) not null,
    station varchar(64) not null,
    made_at bigint not null,
    waited_millis bigint not null,
    outcome varchar(32) not null,
    place_key bigint not null,
    waiting integer not null,
    ready integer not null,
    rule varchar(64) not null,
    overtaking varchar(64) not null,
    candidates varchar(4000) not null
);

create index call_offers_by_call on call_offers (call_id, made_at);

create index call_records_by_arrival on call_records (arrived_at, call_id);
create index call_records_by_customer_arrival on call_records (customer_id, arrived_at);
create index call_records_by_agent_arrival on call_records (agent, arrived_at);
