-- Customers as the engine needs them. Numbers are in international form, as PhoneNumbers writes them.
create table customers (
    id varchar(64) not null primary key,
    name varchar(200) not null,
    tier varchar(16) not null,
    target boolean not null,
    owner varchar(64)
);

create table customer_numbers (
    number varchar(32) not null primary key,
    customer_id varchar(64) not null references customers (id) on delete cascade
);

create index customer_numbers_by_customer on customer_numbers (customer_id);

-- Further fields for the agent's screen, in the order in which they are shown.
create table customer_attributes (
    customer_id varchar(64) not null references customers (id) on delete cascade,
    position integer not null,
    name varchar(100) not null,
    text varchar(1000) not null,
    primary key (customer_id, position)
);

-- One row for each call that is over, projected from the journal. Times are milliseconds since 1970 (UTC).
create table call_records (
    call_id varchar(64) not null primary key,
    trunk varchar(64) not null,
    hotline varchar(64) not null,
    caller varchar(64) not null,
    customer_id varchar(64),
    ivr_path varchar(5000) not null,
    language varchar(16) not null,
    collected varchar(20000) not null,
    queue varchar(64),
    agent varchar(64),
    result varchar(32) not null,
    cause integer not null,
    disposition varchar(200),
    offers integer not null,
    arrived_at bigint not null,
    queued_at bigint,
    answered_at bigint,
    ended_at bigint not null,
    closed_at bigint not null,
    inferred boolean not null
);

create index call_records_by_closing on call_records (closed_at, call_id);

-- How far each projection of each journal has come.
create table projection (
    name varchar(128) not null primary key,
    position bigint not null
);
