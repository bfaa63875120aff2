-- Messages: one row for each recipient device, in that device's mailbox, until it acknowledges.
--
-- The API role may read what is its actor's own and write nothing. It goes through the functions below, which
-- serve many actors in one statement: an actor is named by its row number, its account and its device together,
-- as the access token names it, and a function does nothing for one where the three do not agree.

-- `last_seq` changes only under the row's lock, held until the commit: numbers become visible in order.
create table mailboxes (
  device_pk bigint primary key references devices on delete cascade,
  last_seq bigint not null default 0
) with (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_cost_delay = 0);

-- How far each device has acknowledged. Apart from `mailboxes`, so that readers never wait for writers.
-- Everything at or below it is gone, so no scan passes over what was deleted there.
create table mailbox_cursors (
  device_pk bigint primary key references mailboxes on delete cascade,
  acknowledged bigint not null default 0
) with (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_cost_delay = 0);

-- No foreign key: rows are written under the lock of their mailbox's row and removed with it.
create table envelopes (
  device_pk bigint not null,
  seq bigint not null,
  accepted_at timestamptz not null,
  sender_pk bigint not null,
  message_id uuid not null,
  ciphertext bytea not null,
  primary key (device_pk, seq)
) with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off,
        autovacuum_vacuum_insert_scale_factor = 0.0, autovacuum_vacuum_insert_threshold = 200000);
-- Ciphertext does not compress.
alter table envelopes alter column ciphertext set storage external;

-- What was accepted: repeating a submission is recognised for as long as its envelopes may wait.
create table submissions (
  sender_pk bigint not null,
  message_id uuid not null,
  accepted_at timestamptz not null,
  -- The other person, if it was not only for the writer's own devices: where a writer withdraws it from.
  recipient uuid,
  primary key (sender_pk, message_id)
);
create index submissions_by_age on submissions using brin (accepted_at);

create function actor_device_pk() returns bigint language sql stable
  as $$ select d.device_pk from devices d where d.account_id = actor_account() and d.device_id = actor_device() and d.removed_at is null $$;

alter table mailboxes enable row level security;
create policy own on mailboxes for select to %API% using (device_pk = (select actor_device_pk()));
alter table mailbox_cursors enable row level security;
create policy own on mailbox_cursors for select to %API% using (device_pk = (select actor_device_pk()));
alter table envelopes enable row level security;
create policy own on envelopes for select to %API% using (device_pk = (select actor_device_pk()));
alter table submissions enable row level security;
create policy own on submissions for select to %API% using (sender_pk = (select actor_device_pk()));
grant select on mailboxes, mailbox_cursors, envelopes, submissions to %API%;

create function open_mailbox() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into mailboxes (device_pk) values (new.device_pk);
  insert into mailbox_cursors (device_pk) values (new.device_pk);
  return null;
end $$;
create trigger open_mailbox after insert on devices for each row execute function open_mailbox();

create function close_mailbox() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from envelopes e where e.device_pk = old.device_pk;
  return null;
end $$;
create trigger close_mailbox after delete on mailboxes for each row execute function close_mailbox();

-- Stores the messages of many senders in one statement. Arrays are columns; `_sender`, `_message` and `_box`
-- count from 1 into the arrays of senders, messages and mailboxes:
--
--   s_  senders                  l_  device lists the messages were checked against, the senders' included
--   b_  mailboxes in order of their row number, and how many envelopes each gets
--   m_  messages                 e_  envelopes; `e_ordinal` counts from 1 within a mailbox
--
-- Returns the accounts whose list has moved on (`stale`; nothing was stored), or when it was stored and the
-- number each mailbox had reached before. Refuses by an error, so that everything is undone:
--
--   SO001  these mailboxes cannot take all of it (`row number:how many they can`)
--   SO002  a sender is not the device it is said to be
--   SO003  these messages were accepted before (`position:milliseconds`), or stand twice in this batch (`position:`)
--   SO004  this mailbox is gone (row number)
--
-- Locks are taken in one order everywhere: submissions by key, then mailboxes by row number.
create function accept_messages(
  s_pk bigint[], s_account uuid[], s_device text[],
  l_account uuid[], l_version integer[],
  b_pk bigint[], b_count integer[],
  m_sender integer[], m_recipient uuid[], m_id uuid[],
  e_message integer[], e_box integer[], e_ordinal integer[], e_ciphertext bytea[],
  waiting_max bigint)
returns table (stale uuid[], accepted_ms bigint, bases bigint[])
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
declare
  moment timestamptz := clock_timestamp();
  added bigint;
  base bigint;
  waiting bigint;
  full_boxes text[];
begin
  if exists (
    select from unnest(s_pk, s_account, s_device) s(pk, account, device)
     where not exists (select from devices d where d.device_pk = s.pk and d.account_id = s.account and d.device_id = s.device))
  then raise exception 'a sender is not the device it is said to be' using errcode = 'SO002'; end if;

  select array_agg(l.account) into stale from unnest(l_account, l_version) l(account, version)
   where not exists (select from device_lists d where d.account_id = l.account and d.version = l.version);
  if stale is not null then return next; return; end if;

  insert into submissions (sender_pk, message_id, accepted_at, recipient)
  select s_pk[m.sender], m.id, moment, m.recipient from unnest(m_sender, m_id, m_recipient) m(sender, id, recipient) order by 1, 2
  on conflict do nothing;
  get diagnostics added = row_count;
  if added < cardinality(m_id) then
    raise exception 'accepted before' using errcode = 'SO003', detail = (
      select string_agg(r.position || ':' || case when r.earlier then floor(extract(epoch from r.accepted_at) * 1000)::text else '' end, ',')
        from (select m.position, s.accepted_at, s.xmin <> pg_current_xact_id()::xid as earlier,
                     row_number() over (partition by m.sender, m.id order by m.position) as nth
                from unnest(m_sender, m_id) with ordinality m(sender, id, position)
                join submissions s on s.sender_pk = s_pk[m.sender] and s.message_id = m.id) r
       where r.earlier or r.nth > 1);
  end if;

  for i in 1 .. cardinality(b_pk) loop
    update mailboxes b set last_seq = b.last_seq + b_count[i] from mailbox_cursors c
     where b.device_pk = b_pk[i] and c.device_pk = b.device_pk
    returning b.last_seq - b_count[i], b.last_seq - c.acknowledged into base, waiting;
    if not found then raise exception 'mailbox gone' using errcode = 'SO004', detail = b_pk[i]; end if;
    if waiting > waiting_max then
      full_boxes := full_boxes || concat(b_pk[i], ':', greatest(0, waiting_max - waiting + b_count[i]));
    end if;
    bases[i] := base;
  end loop;
  if full_boxes is not null then
    raise exception 'mailbox full' using errcode = 'SO001', detail = array_to_string(full_boxes, ',');
  end if;

  insert into envelopes (device_pk, seq, accepted_at, sender_pk, message_id, ciphertext)
  select b_pk[e.box], bases[e.box] + e.ordinal, moment, s_pk[m_sender[e.message]], m_id[e.message], e.ciphertext
    from unnest(e_message, e_box, e_ordinal, e_ciphertext) e(message, box, ordinal, ciphertext);
  accepted_ms := floor(extract(epoch from moment) * 1000);
  return next;
end $$;

-- Removes what devices have stored, of many at once and in order of their row number. Never more than was
-- there. Returns how many rows went for each. Not waiting for the disk: what a crash brings back is sent again.
create function acknowledge_mailboxes(a_pk bigint[], a_account uuid[], a_device text[], a_through bigint[])
returns table (mailbox bigint, removed bigint)
language plpgsql security definer
set search_path = public set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  return query
  with input as materialized (
    select a.pk, c.acknowledged, least(a.through, b.last_seq) as through
      from unnest(a_pk, a_account, a_device, a_through) a(pk, account, device, through)
      join devices d on d.device_pk = a.pk and d.account_id = a.account and d.device_id = a.device
      join mailboxes b on b.device_pk = a.pk
      join mailbox_cursors c on c.device_pk = a.pk
     where a.through > c.acknowledged),
  moved as (
    update mailbox_cursors c set acknowledged = i.through from input i where c.device_pk = i.pk and c.acknowledged < i.through),
  gone as (
    delete from envelopes e using input i
     where e.device_pk = i.pk and e.seq > i.acknowledged and e.seq <= i.through returning e.device_pk)
  select g.device_pk, count(*) from gone g group by g.device_pk;
end $$;

-- The next envelopes of many mailboxes, oldest first, at most `bytes_max` of each but at least one. A row
-- without `seq` says that there are none. `last_seq` is the number the mailbox had reached.
create function read_mailboxes(
  r_pk bigint[], r_account uuid[], r_device text[], r_after bigint[], rows_max integer, bytes_max bigint)
returns table (request integer, last_seq bigint, seq bigint, message_id uuid, sender_account uuid, sender_device text,
               accepted_ms bigint, ciphertext bytea)
language plpgsql stable security definer
set search_path = public set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  return query
  select r.request::integer, b.last_seq, e.seq, e.message_id, s.account_id, s.device_id,
         floor(extract(epoch from e.accepted_at) * 1000)::bigint, e.ciphertext
    from unnest(r_pk, r_account, r_device, r_after) with ordinality r(pk, account, device, after, request)
    join devices d on d.device_pk = r.pk and d.account_id = r.account and d.device_id = r.device
    join mailboxes b on b.device_pk = r.pk
    join mailbox_cursors c on c.device_pk = r.pk
    left join lateral (
      select p.seq, p.message_id, p.sender_pk, p.accepted_at, p.ciphertext from (
        select n.seq, n.message_id, n.sender_pk, n.accepted_at, n.ciphertext,
               sum(octet_length(n.ciphertext)) over (order by n.seq) - octet_length(n.ciphertext) as bytes_before
          from (select w.seq, w.message_id, w.sender_pk, w.accepted_at, w.ciphertext from envelopes w
                 where w.device_pk = r.pk and w.seq > greatest(r.after, c.acknowledged) order by w.seq limit rows_max) n) p
       where p.bytes_before < bytes_max) e on true
    left join devices s on s.device_pk = e.sender_pk
   order by r.request, e.seq;
end $$;

-- What of one person's messages waits for the actor's own device.
create function read_mailbox_from(sender uuid, after bigint, rows_max integer)
returns table (seq bigint, message_id uuid, sender_account uuid, sender_device text, accepted_ms bigint, ciphertext bytea)
language sql stable security definer set search_path = public as $$
  select e.seq, e.message_id, s.account_id, s.device_id, floor(extract(epoch from e.accepted_at) * 1000)::bigint, e.ciphertext
    from mailbox_cursors c join envelopes e on e.device_pk = c.device_pk and e.seq > greatest(after, c.acknowledged)
    join devices s on s.device_pk = e.sender_pk and s.account_id = sender
   where c.device_pk = actor_device_pk() order by e.seq limit rows_max
$$;

-- One message taken out of the actor's own mailbox, or, wherever it still waits, by those it concerns: its
-- writer withdraws it, a reader's devices give it up.
create function remove_message(which uuid, own_mailbox_only boolean) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  own bigint[] := array (select d.device_pk from devices d where d.account_id = actor_account());
  boxes bigint[];
  removed bigint;
begin
  if own_mailbox_only then boxes := array[actor_device_pk()];
  else
    boxes := own || array (
      select d.device_pk from submissions s join devices d on d.account_id = s.recipient and d.removed_at is null
       where s.sender_pk = any (own) and s.message_id = which);
  end if;
  delete from envelopes e using mailbox_cursors c
   where c.device_pk = any (boxes) and e.device_pk = c.device_pk and e.seq > c.acknowledged and e.message_id = which
     and (e.device_pk = any (own) or e.sender_pk = any (own));
  get diagnostics removed = row_count;
  -- What is taken out one by one counts as acknowledged as soon as nothing older is left.
  update mailbox_cursors c set acknowledged = least(b.last_seq, coalesce(
      (select e.seq - 1 from envelopes e where e.device_pk = c.device_pk and e.seq > c.acknowledged order by e.seq limit 1), b.last_seq))
    from mailboxes b where removed > 0 and c.device_pk = any (boxes) and b.device_pk = c.device_pk;
  return removed;
end $$;

create function empty_mailbox(pk bigint) returns void
language sql security definer set search_path = public as $$
  delete from mailboxes b where b.device_pk = pk and actor_owns_device(pk)
$$;

-- Everything delivery needs to know of accounts, for the server's cache.
create function look_up_mailboxes(accounts uuid[])
returns table (account_id uuid, version integer, device_id text, device_pk bigint)
language sql stable security definer set search_path = public as $$
  select l.account_id, l.version, d.device_id, d.device_pk
    from device_lists l left join devices d on d.account_id = l.account_id and d.removed_at is null
   where l.account_id = any (accounts)
$$;

-- Removes what has waited too long, mailbox by mailbox: within one, older numbers are older.
create function sweep_messages(before timestamptz) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  box record;
  expired bigint;
  removed bigint := 0;
begin
  for box in
    select b.device_pk, b.last_seq, c.acknowledged from mailboxes b join mailbox_cursors c using (device_pk)
     where b.last_seq > c.acknowledged order by b.device_pk
  loop
    expired := coalesce((
      select e.seq - 1 from envelopes e
       where e.device_pk = box.device_pk and e.seq > box.acknowledged and e.accepted_at >= before order by e.seq limit 1), box.last_seq);
    with gone as (
      delete from envelopes e where e.device_pk = box.device_pk and e.seq > box.acknowledged and e.seq <= expired returning 1)
    select removed + count(*) into removed from gone;
    update mailbox_cursors c set acknowledged = expired where c.device_pk = box.device_pk and c.acknowledged < expired;
  end loop;
  delete from submissions s where s.accepted_at < before;
  return removed;
end $$;

revoke all on function actor_device_pk, open_mailbox, close_mailbox, accept_messages, acknowledge_mailboxes, read_mailboxes,
  read_mailbox_from, remove_message, empty_mailbox, look_up_mailboxes, sweep_messages from public;
grant execute on function actor_device_pk, accept_messages, acknowledge_mailboxes, read_mailboxes, read_mailbox_from, remove_message,
  empty_mailbox, look_up_mailboxes, sweep_messages to %API%;
