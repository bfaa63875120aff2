-- Messages: one row for each recipient device, in that device's mailbox, until it acknowledges.

create table mailboxes (
  device_pk bigint primary key references devices on delete cascade,
  last_seq bigint not null default 0,
  waiting bigint not null default 0
) with (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);

create table envelopes (
  device_pk bigint not null references mailboxes on delete cascade,
  seq bigint not null,
  message_id uuid not null,
  sender_account uuid not null,
  sender_device text not null,
  accepted_at timestamptz not null,
  ciphertext bytea not null,
  primary key (device_pk, seq)
) with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_insert_scale_factor = 0.0,
        autovacuum_vacuum_insert_threshold = 100000);
alter table envelopes alter column ciphertext set storage external;

-- What was accepted: repeating a submission is recognised for as long as a client may try again.
create table submissions (
  sender_pk bigint not null,
  message_id uuid not null,
  accepted_at timestamptz not null,
  -- Where it went, so that its writer can withdraw it.
  mailboxes bigint[] not null,
  primary key (sender_pk, message_id)
);
create index submissions_by_age on submissions using brin (accepted_at);

-- The actor's own device and nothing else.
create function actor_device_pk() returns bigint language sql stable
  as $$ select d.device_pk from devices d where d.account_id = actor_account() and d.device_id = actor_device() and d.removed_at is null $$;

alter table mailboxes enable row level security;
create policy own on mailboxes for select to %API% using (device_pk = (select actor_device_pk()));
grant select on mailboxes to %API%;

alter table envelopes enable row level security;
create policy own on envelopes for select to %API% using (device_pk = (select actor_device_pk()));
grant select on envelopes to %API%;

alter table submissions enable row level security;
create policy own on submissions for select to %API% using (sender_pk = (select actor_device_pk()));
grant select on submissions to %API%;

create function open_mailbox() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into mailboxes (device_pk) values (new.device_pk);
  return null;
end $$;
create trigger open_mailbox after insert on devices for each row execute function open_mailbox();

-- The one door into mailboxes: many senders' messages in one statement.
--
-- `account`/`version` are the device lists the batch was checked against; when one has moved on, nothing is
-- stored and its accounts are returned. Messages accepted before are not stored again. The mailbox row is
-- locked until the commit, so numbers become visible in order.
create function accept_messages(
  accounts uuid[], versions integer[],
  m_sender bigint[], m_id uuid[], m_account uuid[], m_device text[],
  e_message integer[], e_mailbox bigint[], e_ciphertext bytea[], waiting_max bigint)
returns table (stale uuid[], full_mailboxes bigint[], accepted_at timestamptz, fresh integer[], e_seq bigint[])
language plpgsql security definer set search_path = public as $$
begin
  select array_agg(c.account) into stale
    from unnest(accounts, versions) c(account, version)
    left join device_lists l on l.account_id = c.account
   where l.version is distinct from c.version;
  if stale is not null then return next; return; end if;

  accepted_at := clock_timestamp();
  with targets as (
    select e.message, array_agg(e.mailbox) as mailboxes from unnest(e_message, e_mailbox) e(message, mailbox) group by e.message),
  input as (
    select distinct on (n.sender, n.id) n.sender, n.id, n.position::integer as position
      from unnest(m_sender, m_id) with ordinality n(sender, id, position) order by n.sender, n.id, n.position),
  stored as (
    insert into submissions (sender_pk, message_id, accepted_at, mailboxes)
    select i.sender, i.id, accept_messages.accepted_at, coalesce(t.mailboxes, '{}')
      from input i left join targets t on t.message = i.position
    on conflict do nothing returning sender_pk, message_id)
  select coalesce(array_agg(i.position), '{}') into fresh
    from input i join stored s on s.sender_pk = i.sender and s.message_id = i.id;

  with input as (
    select n.message, n.mailbox, n.ciphertext, n.position
      from unnest(e_message, e_mailbox, e_ciphertext) with ordinality n(message, mailbox, ciphertext, position)
     where n.message = any (fresh)),
  counted as (select i.mailbox, count(*) as messages from input i group by i.mailbox order by i.mailbox),
  bumped as (
    update mailboxes b set last_seq = b.last_seq + c.messages, waiting = b.waiting + c.messages
      from counted c where b.device_pk = c.mailbox returning b.device_pk, b.last_seq - c.messages as base, b.waiting),
  numbered as (
    select i.message, i.mailbox, i.ciphertext, i.position, b.waiting,
           b.base + row_number() over (partition by i.mailbox order by i.position) as seq
      from input i join bumped b on b.device_pk = i.mailbox),
  kept as (
    insert into envelopes (device_pk, seq, message_id, sender_account, sender_device, accepted_at, ciphertext)
    select n.mailbox, n.seq, m_id[n.message], m_account[n.message], m_device[n.message], accept_messages.accepted_at, n.ciphertext
      from numbered n)
  select coalesce(array_agg(coalesce(n.seq, 0) order by p.position), '{}'),
         array_agg(distinct n.mailbox) filter (where n.waiting > waiting_max)
    into e_seq, full_mailboxes
    from generate_series(1, coalesce(array_length(e_mailbox, 1), 0)) p(position) left join numbered n on n.position = p.position;
  if full_mailboxes is not null then
    raise exception 'mailbox full' using errcode = 'SO001', detail = array_to_string(full_mailboxes, ',');
  end if;
  return next;
end $$;

-- Devices have stored what they read: many at once. Returns how many rows went for each.
create function acknowledge_mailboxes(mailboxes_read bigint[], through bigint[]) returns table (mailbox bigint, removed bigint)
language sql security definer set search_path = public as $$
  with input as (select i.mailbox, max(i.seq) as seq from unnest(mailboxes_read, through) i(mailbox, seq) group by i.mailbox),
  gone as (
    delete from envelopes e using input i where e.device_pk = i.mailbox and e.seq <= i.seq returning e.device_pk),
  counted as (select g.device_pk, count(*) as removed from gone g group by g.device_pk),
  noted as (update mailboxes b set waiting = b.waiting - c.removed from counted c where b.device_pk = c.device_pk)
  select i.mailbox, coalesce(c.removed, 0) from input i left join counted c on c.device_pk = i.mailbox
$$;

-- One message taken out of the reader's own mailbox, or, wherever it still waits, by those it concerns: its
-- writer withdraws it, a reader's devices give it up.
create function remove_message(which uuid, own_mailbox_only boolean) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  own bigint[] := array (select d.device_pk from devices d where d.account_id = actor_account());
  searched bigint[];
  removed bigint;
begin
  if own_mailbox_only then searched := array[actor_device_pk()];
  else
    searched := own || array (
      select unnest(s.mailboxes) from submissions s where s.sender_pk = any (own) and s.message_id = which);
  end if;
  with gone as (
    delete from envelopes e
     where e.device_pk = any (searched) and e.message_id = which
       and (e.device_pk = any (own) or e.sender_account = actor_account())
    returning e.device_pk),
  counted as (select g.device_pk, count(*) as n from gone g group by g.device_pk),
  noted as (update mailboxes b set waiting = b.waiting - c.n from counted c where b.device_pk = c.device_pk)
  select coalesce(sum(c.n), 0) into removed from counted c;
  return removed;
end $$;

create function empty_mailbox(pk bigint) returns void
language sql security definer set search_path = public as $$
  delete from mailboxes b where b.device_pk = pk and actor_owns_device(pk)
$$;

-- Everything delivery needs to know of an account, for the server's cache.
create function look_up_mailboxes(account uuid)
returns table (version integer, device_id text, device_pk bigint)
language sql stable security definer set search_path = public as $$
  select l.version, d.device_id, d.device_pk
    from device_lists l left join devices d on d.account_id = l.account_id and d.removed_at is null
   where l.account_id = account
$$;

create function sweep_messages(before timestamptz) returns bigint
language plpgsql security definer set search_path = public as $$
declare removed bigint;
begin
  with gone as (delete from envelopes e where e.accepted_at < before returning e.device_pk),
  counted as (select g.device_pk, count(*) as n from gone g group by g.device_pk),
  noted as (update mailboxes b set waiting = b.waiting - c.n from counted c where b.device_pk = c.device_pk)
  select coalesce(sum(c.n), 0) into removed from counted c;
  delete from submissions s where s.accepted_at < before;
  return removed;
end $$;

revoke all on function actor_device_pk, open_mailbox, accept_messages, acknowledge_mailboxes, remove_message, empty_mailbox, look_up_mailboxes, sweep_messages from public;
grant execute on function actor_device_pk, accept_messages, acknowledge_mailboxes, remove_message, empty_mailbox, look_up_mailboxes, sweep_messages to %API%;
