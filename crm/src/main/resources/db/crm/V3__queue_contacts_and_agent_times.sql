-- Projected from the journal: what the reports are made of. A time named "engine" is the engine's, which never goes back, for
-- durations; all other times are the wall clock's.

-- Calls that have arrived and are not over. With the call records they are all calls.
create table open_calls (
    call_id varchar(64) not null primary key,
    leg varchar(200) not null,
    hotline varchar(64) not null,
    tier varchar(16) not null,
    arrived_at bigint not null
);

-- One row for each entry of a call into a queue; "left_by" is null while the caller waits there. "agent" is who was joined with
-- the caller; talk and wrap-up are written when that agent's work on it is over.
create table queue_contacts (
    call_id varchar(64) not null,
    visit integer not null,
    queue varchar(64) not null,
    tier varchar(16) not null,
    arrived_at bigint not null,
    arrived_engine bigint not null,
    left_by varchar(32),
    wait_millis bigint,
    agent varchar(64),
    talk_millis bigint,
    wrap_up_millis bigint,
    primary key (call_id, visit)
);

create index queue_contacts_by_arrival on queue_contacts (arrived_at);

-- What each agent who is logged in does now. "call_id", "leg" and "visit" are those of the work, and go on through the wrap-up.
create table agents_at_work (
    agent varchar(64) not null primary key,
    activity varchar(16) not null,
    reason varchar(100) not null,
    began_at bigint not null,
    began_engine bigint not null,
    call_id varchar(64),
    leg varchar(200),
    visit integer,
    talk_millis bigint not null
);

create index agents_at_work_by_call on agents_at_work (call_id);

-- What each agent did, one interval after the other from login to logout.
create table agent_intervals (
    agent varchar(64) not null,
    began_at bigint not null,
    ended_at bigint not null,
    activity varchar(16) not null,
    reason varchar(100) not null,
    call_id varchar(64),
    primary key (agent, began_at)
);

create index agent_intervals_by_activity on agent_intervals (activity, ended_at);

-- Contacts and time lines added up for each quarter of an hour and each hour since 1970 (UTC), "minutes" long. A contact counts
-- where it arrived. A report over a month reads these instead of millions of rows. Who waits is offered less all exits.
create table queue_sums (
    minutes integer not null,
    began_at bigint not null,
    queue varchar(64) not null,
    tier varchar(16) not null,
    offered bigint default 0 not null,
    answered bigint default 0 not null,
    abandoned bigint default 0 not null,
    timed_out bigint default 0 not null,
    overflowed bigint default 0 not null,
    closed bigint default 0 not null,
    no_agents bigint default 0 not null,
    moved bigint default 0 not null,
    callback_requested bigint default 0 not null,
    withdrawn bigint default 0 not null,
    not_reached bigint default 0 not null,
    answered_in_time bigint default 0 not null,
    short_abandoned bigint default 0 not null,
    abandoned_in_time bigint default 0 not null,
    answered_wait bigint default 0 not null,
    longest_wait bigint default 0 not null,
    handled bigint default 0 not null,
    talk bigint default 0 not null,
    wrapped bigint default 0 not null,
    primary key (minutes, began_at, queue, tier)
);

-- "ready" to "wrap_up" are milliseconds spent, "offers" those made meanwhile; the rest are contacts that the agent answered.
create table agent_sums (
    minutes integer not null,
    began_at bigint not null,
    agent varchar(64) not null,
    ready bigint default 0 not null,
    not_ready bigint default 0 not null,
    ringing bigint default 0 not null,
    busy bigint default 0 not null,
    talking bigint default 0 not null,
    wrap_up bigint default 0 not null,
    offers bigint default 0 not null,
    answered bigint default 0 not null,
    answered_in_time bigint default 0 not null,
    answered_wait bigint default 0 not null,
    longest_wait bigint default 0 not null,
    handled bigint default 0 not null,
    talk bigint default 0 not null,
    wrapped bigint default 0 not null,
    primary key (minutes, began_at, agent)
);
