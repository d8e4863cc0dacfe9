-- One database holds one tenant. Times are milliseconds since 1970 (UTC); days are dates in the tenant's zone.
create table tenant (
    id varchar(64) not null primary key,
    name varchar(200) not null,
    region varchar(2) not null,
    zone varchar(64) not null
);

-- A customer. What the sources say stands in "claims" (JSON, one object for each source); name to district repeat what is
-- effective of it, so that it can be searched. "origin" is the source that first named the customer.
create table customers (
    id varchar(64) not null primary key,
    identity varchar(32),
    status varchar(8) not null,
    origin varchar(64) not null,
    name varchar(200) not null,
    tier varchar(16) not null,
    target boolean not null,
    owner varchar(64),
    segment varchar(100),
    branch varchar(100),
    district varchar(64),
    contested boolean not null,
    claims varchar(500000) not null
);

create unique index customers_by_identity on customers (identity);
create index customers_by_owner on customers (owner);
create index customers_by_district on customers (district);

-- Who says that a customer calls from a number. Several customers may claim one number; PhoneNumbers writes its form.
create table customer_numbers (
    number varchar(24) not null,
    customer_id varchar(64) not null,
    source varchar(64) not null,
    since bigint not null,
    chosen boolean not null,
    primary key (number, customer_id, source)
);

create index customer_numbers_by_customer on customer_numbers (customer_id);

-- Who looked at which customer.
create table customer_views (
    id bigint generated always as identity primary key,
    customer_id varchar(64) not null,
    viewer varchar(64) not null,
    at bigint not null,
    reason varchar(200) not null
);

create index customer_views_by_customer on customer_views (customer_id, id);
create index customer_views_by_viewer on customer_views (viewer, id);

-- Customers erased on a legal request, known by a fingerprint only, so that no import brings them back.
create table erasures (
    fingerprint varchar(64) not null primary key,
    pseudonym varchar(64) not null,
    at bigint not null
);

create table secrets (
    name varchar(64) not null primary key,
    secret varchar(128) not null
);

-- Who did what to what.
create table audit_log (
    id bigint generated always as identity primary key,
    at bigint not null,
    actor varchar(64) not null,
    action varchar(32) not null,
    kind varchar(32) not null,
    subject varchar(64) not null,
    detail varchar(2000) not null
);

create index audit_log_by_subject on audit_log (kind, subject, id);

-- Runs of imports. One without an end was broken off, and can be run again.
create table import_runs (
    id bigint generated always as identity primary key,
    file varchar(200) not null,
    source varchar(64) not null,
    started_at bigint not null,
    ended_at bigint,
    added integer not null,
    changed integer not null,
    unchanged integer not null,
    faulty integer not null
);

-- City, districts and teams.
create table units (
    id varchar(64) not null primary key,
    name varchar(200) not null,
    tier varchar(16) not null,
    parent varchar(64) references units (id)
);

create table users (
    login varchar(64) not null primary key,
    name varchar(200) not null,
    role varchar(16) not null,
    unit varchar(64) not null references units (id),
    active boolean not null,
    password_hash varchar(300) not null,
    password_changed_at bigint not null,
    must_change boolean not null
);

create index users_by_unit on users (unit);

create table password_history (
    login varchar(64) not null references users (login),
    changed_at bigint not null,
    password_hash varchar(300) not null,
    primary key (login, changed_at)
);

-- Who stands in for a phone manager, from one day to another, both included.
create table deputies (
    manager varchar(64) not null,
    first_day date not null,
    last_day date not null,
    deputy varchar(64) not null,
    primary key (manager, first_day)
);

-- Customers to be served first, for a time. The bonus is in seconds of head start.
create table target_lists (
    id varchar(64) not null primary key,
    name varchar(200) not null,
    first_day date not null,
    last_day date not null,
    bonus_seconds integer not null,
    closed boolean not null
);

create table target_list_members (
    customer_id varchar(64) not null,
    list_id varchar(64) not null references target_lists (id),
    primary key (customer_id, list_id)
);

create index target_list_members_by_list on target_list_members (list_id, customer_id);

-- One row for each call that is over, projected from the journal.
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
create index call_records_by_customer on call_records (customer_id, closed_at);

-- How far each projection of each journal has come.
create table projection (
    name varchar(128) not null primary key,
    position bigint not null
);
