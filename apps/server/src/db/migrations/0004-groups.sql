-- Groups: one log for each, one row an event whatever the number of members, and a cursor for each device.
--
-- The server orders what members send and knows for which devices it is; it cannot see inside. As in the tables
-- of messages, the API role may read what is its actor's own and write nothing: it goes through the functions.
--
-- Locks are taken in one order everywhere: rows of groups by row number, then what belongs to them.

-- `last_seq` and `epoch` change only under the row's lock, held until the commit: numbers become visible in order.
create table groups (
  group_pk bigint generated always as identity primary key,
  group_id uuid not null unique,
  created_by uuid references accounts on delete set null,
  created_by_pk bigint not null,
  created_at timestamptz not null default now(),
  epoch bigint not null default 0,
  last_seq bigint not null default 0,
  -- The newest commit; 0 before the first.
  commit_seq bigint not null default 0,
  -- Everything at or below it is gone from the log.
  truncated bigint not null default 0
) with (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_cost_delay = 0);
create index groups_of_creator on groups (created_by);

-- For which devices a log is: behind `joined_seq`, and up to `left_seq` when it was removed again.
create table group_members (
  group_pk bigint not null references groups on delete cascade,
  device_pk bigint not null references devices on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  device_id text not null,
  joined_seq bigint not null,
  left_seq bigint,
  -- The epoch that began with its removal.
  left_epoch bigint,
  -- It has gone on in spite of a commit that removed it; it may do so once.
  refused_removal boolean not null default false,
  primary key (group_pk, device_pk)
);
create index group_members_of_device on group_members (device_pk);
create index group_members_of_account on group_members (account_id, group_pk);

-- How far each device has acknowledged. Apart from the members, because it changes often.
create table group_cursors (
  group_pk bigint not null,
  device_pk bigint not null,
  acknowledged bigint not null,
  primary key (group_pk, device_pk),
  foreign key (group_pk, device_pk) references group_members on delete cascade
) with (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0);

-- No foreign key: rows are written under the lock of their group's row and removed with it.
create table group_events (
  group_pk bigint not null,
  seq bigint not null,
  -- The epoch the message was made in.
  epoch bigint not null,
  -- As MLS numbers them: 1 application, 2 proposal, 3 commit.
  kind smallint not null check (kind in (1, 2, 3)),
  -- The sender's name for it: a repeated submission is recognised for as long as the event is kept.
  event_id uuid not null,
  sender_pk bigint not null,
  accepted_at timestamptz not null,
  payload bytea not null,
  primary key (group_pk, seq)
) with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off,
        autovacuum_vacuum_insert_scale_factor = 0.0, autovacuum_vacuum_insert_threshold = 200000);
create unique index group_events_by_id on group_events (group_pk, event_id);
-- Ciphertext does not compress.
alter table group_events alter column payload set storage external;

-- What a device of a member that lost its state joins again from: sealed by the client, of the newest commit only.
create table group_infos (
  group_pk bigint primary key references groups on delete cascade,
  commit_seq bigint not null,
  epoch bigint not null,
  sealed bytea not null
);
alter table group_infos alter column sealed set storage external;

-- One Welcome a commit, and a row for each device that has not fetched it.
create table group_welcomes (
  group_pk bigint not null references groups on delete cascade,
  commit_seq bigint not null,
  epoch bigint not null,
  created_at timestamptz not null,
  welcome bytea not null,
  primary key (group_pk, commit_seq)
);
alter table group_welcomes alter column welcome set storage external;
create table group_welcome_devices (
  group_pk bigint not null,
  device_pk bigint not null,
  commit_seq bigint not null,
  primary key (group_pk, device_pk),
  foreign key (group_pk, device_pk) references group_members on delete cascade,
  foreign key (group_pk, commit_seq) references group_welcomes on delete cascade
);
create index group_welcome_devices_of_device on group_welcome_devices (device_pk);
create index group_welcome_devices_of_welcome on group_welcome_devices (group_pk, commit_seq);

create table group_rejoin_keys (
  group_pk bigint not null references groups on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  commit_seq bigint not null,
  wrapped_key bytea not null,
  primary key (group_pk, account_id)
);

-- Key packages: what others bring a device into a group with. Each is given out once; the one of last resort again
-- and again.
create table key_packages (
  device_pk bigint not null references devices on delete cascade,
  key_package_id integer not null,
  suite integer not null,
  expires_at bigint not null,
  key_package bytea not null,
  primary key (device_pk, suite, key_package_id)
);
create table last_resort_key_packages (
  device_pk bigint not null references devices on delete cascade,
  suite integer not null,
  expires_at bigint not null,
  key_package bytea not null,
  uses bigint not null default 0,
  primary key (device_pk, suite)
);
-- Ids only ever grow: a key package that was given out cannot come back.
alter table devices add column key_package_high integer not null default -1;
grant update (key_package_high) on devices to %API%;

-- Who sees what ------------------------------------------------------------------------------------------

-- The groups the actor's account has a device in, as long as the actor's own device is one of the account's.
create function actor_groups() returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select m.group_pk from group_members m
   where m.account_id = actor_account() and m.left_seq is null and actor_device_pk() is not null
$$;

create function actor_account_in_group(pk bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select actor_device_pk() is not null and exists (
    select from group_members m where m.group_pk = pk and m.account_id = actor_account() and m.left_seq is null)
$$;

-- Whether the actor's own device may read this number of the log.
create function actor_reads_event(pk bigint, number bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from group_members m
     where m.group_pk = pk and m.device_pk = actor_device_pk() and number > m.joined_seq
       and (m.left_seq is null or number <= m.left_seq)
       and not exists (select from group_welcome_devices w where w.group_pk = pk and w.device_pk = m.device_pk))
$$;

create function actor_is_welcome(pk bigint, number bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from group_welcome_devices w where w.group_pk = pk and w.device_pk = actor_device_pk() and w.commit_seq = number)
$$;

alter table groups enable row level security;
create policy members on groups for select to %API% using (group_pk in (select actor_groups()));
alter table group_members enable row level security;
create policy members on group_members for select to %API% using (left_seq is null and group_pk in (select actor_groups()));
alter table group_cursors enable row level security;
create policy own on group_cursors for select to %API% using (device_pk = (select actor_device_pk()));
alter table group_events enable row level security;
create policy own on group_events for select to %API% using (actor_reads_event(group_pk, seq));
alter table group_infos enable row level security;
create policy members on group_infos for select to %API% using (group_pk in (select actor_groups()));
alter table group_welcomes enable row level security;
create policy addressees on group_welcomes for select to %API% using (actor_is_welcome(group_pk, commit_seq));
alter table group_welcome_devices enable row level security;
create policy own on group_welcome_devices for select to %API% using (device_pk = (select actor_device_pk()));
alter table group_rejoin_keys enable row level security;
create policy own on group_rejoin_keys for select to %API% using (account_id = actor_account() and group_pk in (select actor_groups()));
grant select on groups, group_members, group_cursors, group_events, group_infos, group_welcomes, group_welcome_devices, group_rejoin_keys to %API%;

alter table key_packages enable row level security;
create policy own on key_packages for all to %API% using (actor_owns_device(device_pk));
grant select, insert, delete on key_packages to %API%;
alter table last_resort_key_packages enable row level security;
create policy own on last_resort_key_packages for all to %API% using (actor_owns_device(device_pk));
grant select, insert, update, delete on last_resort_key_packages to %API%;

-- Making and changing a group ----------------------------------------------------------------------------

-- Whom an event's log belongs to goes with the group.
create function forget_group_log() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from group_events e where e.group_pk = old.group_pk;
  return null;
end $$;
create trigger forget_group_log after delete on groups for each row execute function forget_group_log();

-- A group of the actor's own device. Refuses as the problem codes say: `refusal` is null when it was made, now or by
-- the same device before.
create function create_group(which uuid, sealed_info bytea, groups_max bigint)
returns table (refusal text, epoch bigint, head bigint, created_ms bigint)
language plpgsql security definer set search_path = public as $$
declare
  own bigint := actor_device_pk();
  made groups;
begin
  if own is null then refusal := 'device-not-registered'; return next; return; end if;
  -- One at a time for an account, so that none is made beyond the most.
  perform from accounts a where a.account_id = actor_account() for update;
  select g.* into made from groups g where g.group_id = which;
  if not found then
    if (select count(*) from groups g where g.created_by = actor_account()) >= groups_max then
      refusal := 'too-many-groups'; return next; return;
    end if;
    insert into groups (group_id, created_by, created_by_pk) values (which, actor_account(), own)
    on conflict do nothing returning * into made;
    if not found then refusal := 'group-exists'; return next; return; end if;
    insert into group_members (group_pk, device_pk, account_id, device_id, joined_seq)
    values (made.group_pk, own, actor_account(), actor_device(), 0);
    insert into group_cursors (group_pk, device_pk, acknowledged) values (made.group_pk, own, 0);
    insert into group_infos (group_pk, commit_seq, epoch, sealed) values (made.group_pk, 0, 0, sealed_info);
  elsif made.created_by_pk <> own then
    refusal := 'group-exists'; return next; return;
  end if;
  epoch := made.epoch; head := made.last_seq;
  created_ms := floor(extract(epoch from made.created_at) * 1000);
  return next;
end $$;

-- Takes a commit of the actor's own device. `verdict`:
--
--   accepted    `seq` and `accepted_ms`; `epoch` is the new one. `joined` devices read from here on, `welcomed` ones
--               once they have their Welcome, `departed` ones no further than this commit
--   repeated    the same, of an earlier submission under the same id
--   stale       the group is in another epoch: `epoch`, `commit_seq`
--   else        a problem code
--
-- `outside` marks an external commit, which adds its own device and nobody else. `refused` is the newest of commits that
-- no member accepts: the commit goes on from the epoch before them, and puts back devices that they removed.
create function accept_group_commit(
  which uuid, new_id uuid, message_epoch bigint, outside boolean, refused bigint,
  a_account uuid[], a_device text[], r_account uuid[], r_device text[],
  new_commit bytea, new_welcome bytea, sealed_info bytea, members_max bigint)
returns table (verdict text, seq bigint, epoch bigint, commit_seq bigint, accepted_ms bigint,
               joined bigint[], welcomed bigint[], departed bigint[])
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
declare
  own bigint := actor_device_pk();
  moment timestamptz;
  g groups;
  m group_members;
  known group_events;
  incoming bigint[];
  outgoing bigint[];
  put_back bigint[] := '{}';
  fresh bigint[];
begin
  if own is null then verdict := 'device-not-registered'; return next; return; end if;
  select x.* into g from groups x where x.group_id = which for update;
  if not found then verdict := 'group-unknown'; return next; return; end if;
  moment := clock_timestamp();

  select e.* into known from group_events e where e.group_pk = g.group_pk and e.event_id = new_id;
  if found and known.sender_pk = own and known.kind = 3 then
    verdict := 'repeated'; seq := known.seq; epoch := known.epoch + 1;
    accepted_ms := floor(extract(epoch from known.accepted_at) * 1000);
    welcomed := array (select w.device_pk from group_welcome_devices w where w.group_pk = g.group_pk and w.commit_seq = known.seq);
    return next; return;
  end if;

  select x.* into m from group_members x where x.group_pk = g.group_pk and x.device_pk = own;
  if outside then
    if not actor_account_in_group(g.group_pk) then verdict := 'group-unknown'; return next; return; end if;
  elsif m.device_pk is null
     or (m.left_seq is not null and (refused is null or m.left_seq <> g.commit_seq or m.refused_removal)) then
    verdict := 'group-unknown'; return next; return;
  end if;
  if known.seq is not null then verdict := 'event-id-used'; return next; return; end if;
  -- Whoever refuses compares with the commits it has seen: a hostile one may have set any epoch.
  if (case when refused is null then message_epoch <> g.epoch else refused <> g.commit_seq end) then
    verdict := 'stale'; epoch := g.epoch; commit_seq := g.commit_seq; return next; return;
  end if;

  incoming := array (
    select distinct d.device_pk from unnest(a_account, a_device) a(account, device)
      join devices d on d.account_id = a.account and d.device_id = a.device and d.removed_at is null order by 1);
  if cardinality(incoming) < cardinality(a_account) then verdict := 'device-unknown'; return next; return; end if;
  outgoing := array (
    select d.device_pk from unnest(r_account, r_device) r(account, device)
      join devices d on d.account_id = r.account and d.device_id = r.device
      join group_members x on x.group_pk = g.group_pk and x.device_pk = d.device_pk and x.left_seq is null order by 1);
  if refused is not null then
    put_back := array (
      select x.device_pk from group_members x
       where x.group_pk = g.group_pk and x.left_seq is not null and (x.device_pk = own or x.device_pk = any (incoming)) order by 1);
  end if;
  fresh := array (select i from unnest(incoming) i where i <> all (put_back));
  if not outside and new_welcome is null and cardinality(fresh) > 0 then
    verdict := 'welcome-missing'; return next; return;
  end if;
  if cardinality(incoming) > 0 and (
      select count(*) from group_members x
       where x.group_pk = g.group_pk and x.left_seq is null and x.device_pk <> all (outgoing) and x.device_pk <> all (incoming)
    ) + cardinality(incoming) > members_max then
    verdict := 'group-full'; return next; return;
  end if;

  seq := g.last_seq + 1; epoch := message_epoch + 1; commit_seq := seq;
  insert into group_events (group_pk, seq, epoch, kind, event_id, sender_pk, accepted_at, payload)
  values (g.group_pk, accept_group_commit.seq, message_epoch, 3, new_id, own, moment, new_commit);
  update groups x set last_seq = accept_group_commit.seq, commit_seq = accept_group_commit.seq, epoch = accept_group_commit.epoch
   where x.group_pk = g.group_pk;
  insert into group_infos (group_pk, commit_seq, epoch, sealed)
  values (g.group_pk, accept_group_commit.seq, accept_group_commit.epoch, sealed_info)
  on conflict (group_pk) do update set commit_seq = excluded.commit_seq, epoch = excluded.epoch, sealed = excluded.sealed;

  -- Removals first: a device may be removed and added by one commit. Who never fetched its Welcome has nothing to read.
  delete from group_members x using group_welcome_devices w
   where x.group_pk = g.group_pk and x.device_pk = any (outgoing) and w.group_pk = x.group_pk and w.device_pk = x.device_pk;
  update group_members x set left_seq = accept_group_commit.seq, left_epoch = accept_group_commit.epoch
   where x.group_pk = g.group_pk and x.device_pk = any (outgoing);
  update group_members x set left_seq = null, left_epoch = null, refused_removal = x.refused_removal or x.device_pk = own
   where x.group_pk = g.group_pk and x.device_pk = any (put_back);
  insert into group_members (group_pk, device_pk, account_id, device_id, joined_seq)
  select g.group_pk, d.device_pk, d.account_id, d.device_id, accept_group_commit.seq
    from devices d where d.device_pk = any (fresh) order by d.device_pk
  on conflict (group_pk, device_pk) do update
    set joined_seq = excluded.joined_seq, left_seq = null, left_epoch = null, refused_removal = false;
  insert into group_cursors (group_pk, device_pk, acknowledged)
  select g.group_pk, f, accept_group_commit.seq from unnest(fresh) f order by f
  on conflict (group_pk, device_pk) do update set acknowledged = excluded.acknowledged;

  if outside then
    delete from group_welcome_devices w where w.group_pk = g.group_pk and w.device_pk = own;
  elsif cardinality(fresh) > 0 then
    insert into group_welcomes (group_pk, commit_seq, epoch, created_at, welcome)
    values (g.group_pk, accept_group_commit.seq, accept_group_commit.epoch, moment, new_welcome);
    insert into group_welcome_devices (group_pk, device_pk, commit_seq)
    select g.group_pk, f, accept_group_commit.seq from unnest(fresh) f order by f
    on conflict (group_pk, device_pk) do update set commit_seq = excluded.commit_seq;
  end if;
  delete from group_welcomes w
   where w.group_pk = g.group_pk
     and not exists (select from group_welcome_devices d where d.group_pk = w.group_pk and d.commit_seq = w.commit_seq);
  if cardinality(outgoing) > 0 then
    delete from group_rejoin_keys k
     where k.group_pk = g.group_pk
       and not exists (select from group_members x where x.group_pk = k.group_pk and x.account_id = k.account_id and x.left_seq is null);
  end if;

  verdict := 'accepted'; accepted_ms := floor(extract(epoch from moment) * 1000);
  joined := case when outside then fresh else put_back end;
  welcomed := case when outside then '{}' else fresh end;
  departed := array (select o from unnest(outgoing) o where o <> all (fresh) and o <> all (put_back));
  return next;
end $$;

-- Stores the messages of many senders in many groups in one statement. Arrays are columns; `m_sender` and `m_group`
-- count from 1 into the arrays of senders and groups. Returns for each message, by position, what became of it:
--
--   accepted    `seq` and `accepted_ms`
--   repeated    the same, of an earlier submission under the same id
--   again       it stands twice in this batch: submit it again
--   stale       the group is in another epoch: `epoch`, `commit_seq`
--   else        a problem code
create function accept_group_messages(
  s_pk bigint[], s_account uuid[], s_device text[], g_id uuid[],
  m_sender integer[], m_group integer[], m_epoch bigint[], m_kind integer[], m_id uuid[], m_payload bytea[])
returns table (place integer, verdict text, seq bigint, epoch bigint, commit_seq bigint, accepted_ms bigint)
language plpgsql security definer
set search_path = public set enable_seqscan = off set enable_mergejoin = off as $$
declare
  moment timestamptz;
begin
  perform from groups g where g.group_id = any (g_id) order by g.group_pk for update;
  moment := clock_timestamp();
  return query
  with senders as materialized (
    select s.place, d.device_pk
      from unnest(s_pk, s_account, s_device) with ordinality s(pk, account, device, place)
      join devices d on d.device_pk = s.pk and d.account_id = s.account and d.device_id = s.device and d.removed_at is null),
  named as materialized (
    select n.place, g.group_pk, g.epoch, g.last_seq, g.commit_seq
      from unnest(g_id) with ordinality n(id, place) join groups g on g.group_id = n.id),
  judged as materialized (
    select i.place, i.id, i.epoch, i.kind, s.device_pk, n.group_pk, n.last_seq, n.epoch as current, n.commit_seq,
           e.seq as earlier, e.epoch as earlier_epoch, e.accepted_at as earlier_at,
           case
             when e.sender_pk = s.device_pk and e.kind <> 3 then 'repeated'
             when m.device_pk is null then 'group-unknown'
             when e.seq is not null then 'event-id-used'
             when i.epoch <> n.epoch then 'stale'
             when row_number() over (partition by n.group_pk, i.id order by i.place) > 1 then 'again'
             else 'accepted'
           end as verdict
      from unnest(m_sender, m_group, m_epoch, m_kind, m_id) with ordinality i(sender, named, epoch, kind, id, place)
      left join senders s on s.place = i.sender
      left join named n on n.place = i.named
      left join group_members m on m.group_pk = n.group_pk and m.device_pk = s.device_pk and m.left_seq is null
      left join group_events e on e.group_pk = n.group_pk and e.event_id = i.id),
  taken as materialized (
    select j.*, j.last_seq + row_number() over (partition by j.group_pk order by j.place) as seq
      from judged j where j.verdict = 'accepted'),
  written as (
    insert into group_events (group_pk, seq, epoch, kind, event_id, sender_pk, accepted_at, payload)
    select t.group_pk, t.seq, t.epoch, t.kind, t.id, t.device_pk, moment, p.payload
      from taken t join unnest(m_payload) with ordinality p(payload, place) on p.place = t.place order by t.group_pk, t.seq),
  moved as (
    update groups g set last_seq = t.last from (select t.group_pk, max(t.seq) as last from taken t group by t.group_pk) t
     where g.group_pk = t.group_pk)
  select j.place::integer, j.verdict, coalesce(t.seq, j.earlier), coalesce(j.earlier_epoch, j.current), j.commit_seq,
         floor(extract(epoch from coalesce(j.earlier_at, moment)) * 1000)::bigint
    from judged j left join taken t on t.place = j.place order by j.place;
end $$;

-- Reading ------------------------------------------------------------------------------------------------

-- The groups of many devices, and how far each is. A device with a Welcome to fetch reads nothing yet.
create function read_group_memberships(r_pk bigint[], r_account uuid[], r_device text[])
returns table (request integer, group_id uuid, acknowledged bigint, head bigint, has_left boolean, welcome boolean)
language plpgsql stable security definer
set search_path = public set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  return query
  select r.request::integer, g.group_id, c.acknowledged, coalesce(m.left_seq, g.last_seq), m.left_seq is not null, w.commit_seq is not null
    from unnest(r_pk, r_account, r_device) with ordinality r(pk, account, device, request)
    join devices d on d.device_pk = r.pk and d.account_id = r.account and d.device_id = r.device and d.removed_at is null
    join group_members m on m.device_pk = r.pk
    join groups g on g.group_pk = m.group_pk
    join group_cursors c on c.group_pk = m.group_pk and c.device_pk = m.device_pk
    left join group_welcome_devices w on w.group_pk = m.group_pk and w.device_pk = m.device_pk;
end $$;

-- The next events of many logs, each for one device, oldest first: at most `bytes_max` of payload each but at least one
-- event. A payload above `inline_max` is left out and does not count. A row without `seq` says that there are none; no
-- row, that the device does not read this log. `truncated` is where the log begins.
create function read_group_logs(
  r_pk bigint[], r_account uuid[], r_device text[], r_group uuid[], r_after bigint[],
  rows_max integer, bytes_max bigint, inline_max bigint)
returns table (request integer, from_seq bigint, truncated bigint, head bigint, has_left boolean, epoch bigint, commit_seq bigint,
               seq bigint, event_epoch bigint, kind smallint, event_id uuid, accepted_ms bigint, payload bytea)
language plpgsql stable security definer
set search_path = public set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  return query
  select r.request::integer, b.from_seq, g.truncated, b.upto, m.left_seq is not null, coalesce(m.left_epoch, g.epoch), coalesce(m.left_seq, g.commit_seq),
         e.seq, e.epoch, e.kind, e.event_id, floor(extract(epoch from e.accepted_at) * 1000)::bigint, e.payload
    from unnest(r_pk, r_account, r_device, r_group, r_after) with ordinality r(pk, account, device, named, after, request)
    join devices d on d.device_pk = r.pk and d.account_id = r.account and d.device_id = r.device and d.removed_at is null
    join groups g on g.group_id = r.named
    join group_members m on m.group_pk = g.group_pk and m.device_pk = r.pk
    cross join lateral (select greatest(r.after, m.joined_seq) as from_seq, coalesce(m.left_seq, g.last_seq) as upto) b
    left join lateral (
      select p.seq, p.epoch, p.kind, p.event_id, p.accepted_at, p.payload from (
        select n.seq, n.epoch, n.kind, n.event_id, n.accepted_at, n.payload,
               sum(n.size) over (order by n.seq) - n.size as bytes_before
          from (select v.seq, v.epoch, v.kind, v.event_id, v.accepted_at,
                       case when octet_length(v.payload) <= inline_max then v.payload end as payload,
                       case when octet_length(v.payload) <= inline_max then octet_length(v.payload) else 0 end as size
                  from group_events v
                 where v.group_pk = g.group_pk and v.seq > greatest(b.from_seq, g.truncated) and v.seq <= b.upto
                 order by v.seq limit rows_max) n) p
       where p.bytes_before < bytes_max) e on true
   where not exists (select from group_welcome_devices w where w.group_pk = m.group_pk and w.device_pk = m.device_pk)
   order by r.request, e.seq;
end $$;

-- One event, if the actor's own device may read it; its payload only when asked for.
create function find_group_event(which uuid, number bigint, with_payload boolean)
returns table (epoch bigint, kind smallint, event_id uuid, accepted_ms bigint, payload bytea)
language sql stable security definer set search_path = public as $$
  select e.epoch, e.kind, e.event_id, floor(extract(epoch from e.accepted_at) * 1000)::bigint, case when with_payload then e.payload end
    from groups g join group_events e on e.group_pk = g.group_pk and e.seq = number
   where g.group_id = which and actor_reads_event(g.group_pk, number)
$$;

-- Notes how far devices have stored logs: of many at once, only forward. Not waiting for the disk: what a crash brings
-- back is sent again.
create function acknowledge_group_logs(a_pk bigint[], a_account uuid[], a_device text[], a_group uuid[], a_through bigint[]) returns void
language plpgsql security definer
set search_path = public set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  update group_cursors c set acknowledged = i.through
    from (
      select g.group_pk, a.pk, least(a.through, coalesce(m.left_seq, g.last_seq)) as through
        from unnest(a_pk, a_account, a_device, a_group, a_through) a(pk, account, device, named, through)
        join devices d on d.device_pk = a.pk and d.account_id = a.account and d.device_id = a.device and d.removed_at is null
        join groups g on g.group_id = a.named
        join group_members m on m.group_pk = g.group_pk and m.device_pk = a.pk
       order by g.group_pk, a.pk) i
   where c.group_pk = i.group_pk and c.device_pk = i.pk and c.acknowledged < i.through;
end $$;

-- The groups of the actor's account, by id; and those its own device was removed from but has not read to the end.
create function list_joined_groups(after uuid, rows_max integer)
returns table (group_id uuid, epoch bigint, head bigint, joined_seq bigint, acknowledged bigint, left_seq bigint, welcome boolean)
language sql stable security definer set search_path = public as $$
  select g.group_id, case when o.account_in then g.epoch else m.left_epoch end, case when o.account_in then g.last_seq else m.left_seq end,
         m.joined_seq, c.acknowledged, m.left_seq, w.commit_seq is not null
    from (select x.group_pk, bool_or(x.left_seq is null) as account_in from group_members x
           where x.account_id = actor_account() group by x.group_pk) o
    join groups g on g.group_pk = o.group_pk
    left join group_members m on m.group_pk = o.group_pk and m.device_pk = actor_device_pk()
    left join group_cursors c on c.group_pk = m.group_pk and c.device_pk = m.device_pk
    left join group_welcome_devices w on w.group_pk = m.group_pk and w.device_pk = m.device_pk
   where (o.account_in or m.device_pk is not null) and (after is null or g.group_id > after) and actor_device_pk() is not null
   order by g.group_id limit rows_max
$$;

-- The actor's device is done with its Welcome of this commit or an older one; from where its log begins, null when it
-- has none.
create function acknowledge_welcome(which uuid, through bigint) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  own bigint := actor_device_pk();
  g groups;
  found_seq bigint;
  begins bigint;
begin
  select x.* into g from groups x where x.group_id = which for update;
  delete from group_welcome_devices w where w.group_pk = g.group_pk and w.device_pk = own and w.commit_seq <= through
  returning w.commit_seq into found_seq;
  if found_seq is null then return null; end if;
  delete from group_welcomes w where w.group_pk = g.group_pk and w.commit_seq = found_seq
     and not exists (select from group_welcome_devices d where d.group_pk = w.group_pk and d.commit_seq = w.commit_seq);
  select c.acknowledged into begins from group_cursors c where c.group_pk = g.group_pk and c.device_pk = own;
  return begins;
end $$;

-- Keeps the actor's account's copy of a rejoin key, if it is not older than the one there. Null when the account is not
-- in the group.
create function put_rejoin_key(which uuid, of_commit bigint, wrapped bytea) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  g groups;
  kept bigint;
begin
  select x.* into g from groups x where x.group_id = which for no key update;
  if not found or not actor_account_in_group(g.group_pk) or of_commit > g.commit_seq then return null; end if;
  insert into group_rejoin_keys (group_pk, account_id, commit_seq, wrapped_key) values (g.group_pk, actor_account(), of_commit, wrapped)
  on conflict (group_pk, account_id) do update set commit_seq = excluded.commit_seq, wrapped_key = excluded.wrapped_key
    where group_rejoin_keys.commit_seq <= excluded.commit_seq;
  select k.commit_seq into kept from group_rejoin_keys k where k.group_pk = g.group_pk and k.account_id = actor_account();
  return kept;
end $$;

-- Key packages -------------------------------------------------------------------------------------------

-- A key package of each device of some accounts: all devices, or those that `d_account` (counting from 1 into the
-- accounts) and `d_device` name. One that is given out is deleted by that; one that somebody else is just taking is
-- passed over, so two callers never get the same and never wait for each other. The one of last resort stays. Devices
-- come in order of their row number, so that callers lock the rows of last resort in one order.
create function claim_key_packages(
  actor uuid, wanted_suite integer, c_account uuid[], c_onetime boolean[], d_account integer[], d_device text[])
returns table (request integer, account_key bytea, list_version integer, list bytea, list_signature bytea,
               device_id text, key_package bytea, last_resort boolean, packages_left bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  d record;
  -- What ends within the hour is of no use to whoever adds the device.
  usable bigint := extract(epoch from now()) + 3600;
begin
  if not exists (select from accounts a where a.account_id = actor) then return; end if;
  for d in
    select c.place, c.onetime, a.identity_key as key, l.version, l.list as listed, l.signature, v.device_pk as pk, v.device_id as name
      from unnest(c_account, c_onetime) with ordinality c(account, onetime, place)
      join accounts a on a.account_id = c.account
      join device_lists l on l.account_id = c.account
      left join devices v on v.account_id = c.account and v.removed_at is null
       and (c.place <> all (d_account) or exists (
             select from unnest(d_account, d_device) f(place, device) where f.place = c.place and f.device = v.device_id))
     order by v.device_pk
  loop
    request := d.place; account_key := d.key; list_version := d.version; list := d.listed; list_signature := d.signature;
    device_id := d.name; key_package := null; last_resort := false; packages_left := 0;
    if d.pk is not null then
      if d.onetime then
        delete from key_packages k where k.device_pk = d.pk and k.suite = wanted_suite and k.key_package_id = (
            select q.key_package_id from key_packages q
             where q.device_pk = d.pk and q.suite = wanted_suite and q.expires_at > usable
             order by q.key_package_id for update skip locked limit 1)
          returning k.key_package into key_package;
      end if;
      if key_package is null then
        update last_resort_key_packages r set uses = r.uses + 1
         where r.device_pk = d.pk and r.suite = wanted_suite and r.expires_at > usable
         returning r.key_package into key_package;
        last_resort := found;
      end if;
      select count(*) into packages_left from key_packages k where k.device_pk = d.pk and k.suite = wanted_suite;
    end if;
    return next;
  end loop;
end $$;

-- Housekeeping -------------------------------------------------------------------------------------------

-- Removes of some groups what nobody will read: what every device has stored, what has waited since before `before`, and
-- what is beyond the most events a log holds. Then devices that left and have read to their end, and groups nobody is
-- in. Returns the last group looked at, null at the end of them, and how many events went.
create function sweep_groups(after_pk bigint, groups_max integer, before timestamptz, events_max bigint)
returns table (last_pk bigint, removed bigint)
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
declare
  g record;
  read_by_all bigint;
  expired bigint;
  upto bigint;
  gone bigint;
begin
  removed := 0;
  for g in
    select x.group_pk, x.last_seq, x.truncated from groups x where x.group_pk > after_pk order by x.group_pk limit groups_max
  loop
    last_pk := g.group_pk;
    delete from group_welcome_devices w using group_welcomes o
     where o.group_pk = g.group_pk and o.created_at < before and w.group_pk = o.group_pk and w.commit_seq = o.commit_seq;
    delete from group_welcomes o where o.group_pk = g.group_pk and o.created_at < before;
    delete from group_members m using group_cursors c
     where m.group_pk = g.group_pk and c.group_pk = m.group_pk and c.device_pk = m.device_pk
       and m.left_seq <= greatest(c.acknowledged, g.truncated);
    if not exists (select from group_members m where m.group_pk = g.group_pk) then
      delete from groups x where x.group_pk = g.group_pk and x.last_seq = g.last_seq;
      continue;
    end if;
    continue when g.last_seq = g.truncated;
    -- A device its account has removed reads nothing any more.
    select min(c.acknowledged) into read_by_all from group_cursors c join devices d on d.device_pk = c.device_pk
     where c.group_pk = g.group_pk and d.removed_at is null;
    select e.seq - 1 into expired from group_events e
     where e.group_pk = g.group_pk and e.seq > g.truncated and e.accepted_at >= before order by e.seq limit 1;
    upto := least(g.last_seq, greatest(coalesce(read_by_all, g.last_seq), coalesce(expired, g.last_seq), g.last_seq - events_max));
    continue when upto <= g.truncated;
    delete from group_events e where e.group_pk = g.group_pk and e.seq > g.truncated and e.seq <= upto;
    get diagnostics gone = row_count;
    removed := removed + gone;
    update groups x set truncated = upto where x.group_pk = g.group_pk;
  end loop;
  return next;
end $$;

create function sweep_key_packages() returns bigint
language plpgsql security definer set search_path = public as $$
declare
  removed bigint;
begin
  delete from key_packages k where k.expires_at < extract(epoch from now());
  get diagnostics removed = row_count;
  delete from last_resort_key_packages r where r.expires_at < extract(epoch from now());
  return removed;
end $$;

revoke all on function actor_groups, actor_account_in_group, actor_reads_event, actor_is_welcome, forget_group_log, create_group, accept_group_commit,
  accept_group_messages, read_group_memberships, read_group_logs, find_group_event, acknowledge_group_logs, list_joined_groups, acknowledge_welcome,
  put_rejoin_key, claim_key_packages, sweep_groups, sweep_key_packages from public;
grant execute on function actor_groups, actor_account_in_group, actor_reads_event, actor_is_welcome, create_group, accept_group_commit,
  accept_group_messages, read_group_memberships, read_group_logs, find_group_event, acknowledge_group_logs, list_joined_groups, acknowledge_welcome,
  put_rejoin_key, claim_key_packages, sweep_groups, sweep_key_packages to %API%;
