-- Encrypted files. Their bytes are on disk or in an object store; here is whose they are, for whom, and who came.
--
-- Nobody can list them: a row is found by its name, together with the hash of a capability that only those have
-- whom a message gave the file's key, and by a place in its audience. The API role reads its actor's own uploads;
-- everything else goes through the functions.
--
-- Locks are taken in one order everywhere: the total, then blobs.

create table blobs (
  blob_pk bigint generated always as identity primary key,
  blob_id uuid not null unique,
  owner uuid not null references accounts on delete cascade,
  length bigint not null check (length > 0),
  capability_hash bytea not null check (octet_length(capability_hash) = 32),
  -- removing: nobody gets it any more, its bytes are still to be deleted.
  state text not null default 'uploading' check (state in ('uploading', 'complete', 'removing')),
  -- Bytes that would survive the loss of power.
  stored bigint not null default 0,
  -- What the storage needs to go on with an upload, in its own words.
  storage jsonb not null default '{}',
  -- A message names it, or somebody else has fetched it. What nobody keeps is collected.
  kept boolean not null default false,
  created_at timestamptz not null default now(),
  touched_at timestamptz not null default now(),
  expires_at timestamptz,
  check (stored <= length)
);
create index blobs_of_owner on blobs (owner);
create index blobs_unfinished on blobs (touched_at) where state = 'uploading' or not kept;
create index blobs_expiring on blobs (expires_at) where expires_at is not null;
create index blobs_removing on blobs (blob_pk) where state = 'removing';

-- For whom: an account, or whoever has a device in a group when they ask.
create table blob_audiences (
  blob_pk bigint not null references blobs on delete cascade,
  account_id uuid references accounts on delete cascade,
  group_pk bigint references groups on delete cascade,
  check ((account_id is null) <> (group_pk is null)),
  unique nulls not distinct (blob_pk, account_id, group_pk)
);
create index blob_audiences_of_account on blob_audiences (account_id) where account_id is not null;
create index blob_audiences_of_group on blob_audiences (group_pk) where group_pk is not null;

-- Who did what with it. One row a device and action, however often.
create table blob_accesses (
  blob_pk bigint not null references blobs on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  device_id text not null,
  action text not null check (action in ('download', 'share')),
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  primary key (blob_pk, account_id, device_id, action)
);
create index blob_accesses_of_account on blob_accesses (account_id);

-- What each account and all together have announced, whether it has arrived or not.
create table blob_usage (
  account_id uuid primary key references accounts on delete cascade,
  bytes bigint not null
);
create table blob_total (
  only_one boolean primary key default true check (only_one),
  bytes bigint not null default 0
);
insert into blob_total default values;

-- Who sees what ------------------------------------------------------------------------------------------

alter table blobs enable row level security;
create policy own on blobs for select to %API% using (owner = actor_account());
create policy own_changes on blobs for update to %API% using (owner = actor_account());
grant select, update (state, stored, storage, kept, touched_at) on blobs to %API%;

create function actor_owns_blob(pk bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from blobs b where b.blob_pk = pk and b.owner = actor_account())
$$;
alter table blob_audiences enable row level security;
create policy owner on blob_audiences for select to %API% using (actor_owns_blob(blob_pk));
alter table blob_accesses enable row level security;
create policy concerned on blob_accesses for select to %API% using (account_id = actor_account() or actor_owns_blob(blob_pk));
alter table blob_usage enable row level security;
create policy own on blob_usage for select to %API% using (account_id = actor_account());
alter table blob_total enable row level security;
grant select on blob_audiences, blob_accesses, blob_usage to %API%;

-- Counting, whoever inserts and deletes, a cascade included -----------------------------------------------

create function count_blob() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into blob_usage as u (account_id, bytes) values (new.owner, new.length)
      on conflict (account_id) do update set bytes = u.bytes + new.length;
    update blob_total set bytes = bytes + new.length;
  else
    update blob_usage set bytes = bytes - old.length where account_id = old.owner;
    update blob_total set bytes = bytes - old.length;
  end if;
  return null;
end $$;
create trigger count_blob after insert or delete on blobs for each row execute function count_blob();

-- Making, opening, sharing -------------------------------------------------------------------------------

-- Whether the actor is among those a blob is for.
create function actor_in_blob_audience(pk bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from blob_audiences a
     where a.blob_pk = pk and (a.account_id = actor_account() or (a.group_pk is not null and actor_account_in_group(a.group_pk))))
$$;

-- Adds an audience. False: the actor is not one of them, or somebody does not exist.
create function add_blob_audience(pk bigint, accounts_of uuid[], of_group uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  chosen bigint;
begin
  if of_group is not null then
    select g.group_pk into chosen from groups g where g.group_id = of_group and actor_account_in_group(g.group_pk);
    if not found then return false; end if;
    insert into blob_audiences (blob_pk, group_pk) values (pk, chosen) on conflict do nothing;
  else
    if not actor_account() = any (accounts_of)
      or (select count(distinct a.account_id) from accounts a where a.account_id = any (accounts_of)) < cardinality(accounts_of)
    then return false; end if;
    insert into blob_audiences (blob_pk, account_id) select pk, unnest(accounts_of) on conflict do nothing;
  end if;
  return true;
end $$;

-- Announces an upload of the actor, or finds it again. Refuses as the problem codes say. Bounds that are null do not
-- bind.
create function create_blob(
  which uuid, blob_length bigint, capability bytea, accounts_of uuid[], of_group uuid, expires timestamptz,
  account_bytes_max bigint, total_bytes_max bigint, uploads_max bigint)
returns table (refusal text, state text, stored bigint, touched_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  known blobs%rowtype;
  total bigint;
  used bigint;
  pk bigint;
begin
  -- One at a time: two uploads must not both take what room there is for one.
  select t.bytes into total from blob_total t for update;
  select * into known from blobs b where b.blob_id = which;
  if found then
    if known.owner = actor_account() and known.length = blob_length and known.capability_hash = capability and known.state <> 'removing' then
      state := known.state; stored := known.stored; touched_at := known.touched_at;
    else refusal := 'blob-exists'; end if;
    return next; return;
  end if;
  used := coalesce((select u.bytes from blob_usage u where u.account_id = actor_account()), 0);
  refusal := case
    when used + blob_length > account_bytes_max then 'quota-exceeded'
    when total + blob_length > total_bytes_max then 'storage-full'
    when (select count(*) from blobs b where b.owner = actor_account() and b.state = 'uploading') >= uploads_max then 'too-many-uploads'
  end;
  if refusal is null then
    insert into blobs (blob_id, owner, length, capability_hash, expires_at)
    values (which, actor_account(), blob_length, capability, expires)
    returning blobs.blob_pk, blobs.state, blobs.stored, blobs.touched_at into pk, state, stored, touched_at;
    if not add_blob_audience(pk, accounts_of, of_group) then
      delete from blobs b where b.blob_pk = pk;
      refusal := 'audience-refused';
    end if;
  end if;
  return next;
end $$;

create function record_blob_access(pk bigint, what text) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into blob_accesses as a (blob_pk, account_id, device_id, action) values (pk, actor_account(), actor_device(), what)
  -- A player asks for many ranges: one write a minute says enough.
  on conflict (blob_pk, account_id, device_id, action) do update set last_at = now() where a.last_at < now() - interval '1 minute'
$$;

-- A complete blob for somebody it is for, who shows its capability. Records it: what is not recorded is not given. No
-- row: there is none, or it is not for them; nobody can tell which.
create function open_blob(which uuid, capability bytea, what text)
returns table (blob_pk bigint, length bigint, storage jsonb)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  select b.blob_pk, b.length, b.storage into blob_pk, length, storage from blobs b
   where b.blob_id = which and b.capability_hash = capability and b.state = 'complete'
     and (b.expires_at is null or b.expires_at > now()) and actor_in_blob_audience(b.blob_pk);
  if not found then return; end if;
  perform record_blob_access(open_blob.blob_pk, what);
  update blobs b set kept = true where b.blob_pk = open_blob.blob_pk and not b.kept and b.owner <> actor_account();
  return next;
end $$;

-- As open_blob; refuses as the problem codes say.
create function share_blob(which uuid, capability bytea, accounts_of uuid[], of_group uuid) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  pk bigint;
begin
  select o.blob_pk into pk from open_blob(which, capability, 'share') o;
  if not found then return 'blob-unknown'; end if;
  if not add_blob_audience(pk, accounts_of, of_group) then return 'audience-refused'; end if;
  return null;
end $$;

-- What was done with a blob, in the order of first times: all of it for its owner, their own for everybody else. `place`
-- is where a page ends.
create function list_blob_accesses(which uuid, after text, rows_max integer)
returns table (account_id uuid, device_id text, action text, first_at timestamptz, last_at timestamptz, place text)
language sql stable security definer set search_path = public, pg_temp as $$
  select listed.* from (
    select a.account_id, a.device_id, a.action, a.first_at, a.last_at,
           concat_ws(' ', to_char(a.first_at at time zone 'utc', 'YYYYMMDDHH24MISSUS'), a.account_id, a.device_id, a.action) as place
      from blobs b join blob_accesses a using (blob_pk)
     where b.blob_id = which and (b.owner = actor_account() or a.account_id = actor_account())) listed
   where after is null or listed.place > after collate "C"
   order by listed.place collate "C" limit rows_max
$$;

-- Bytes announced and not arrived: room that is spoken for.
create function blob_bytes_expected() returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(sum(b.length - b.stored), 0)::bigint from blobs b where b.state = 'uploading'
$$;

-- Housekeeping -------------------------------------------------------------------------------------------

-- Takes from everybody what was given up, is kept by nobody, has run out, or is for nobody any more; returns what is
-- to be deleted now, what earlier turns left over included.
create function sweep_blobs(unfinished_before timestamptz, unkept_before timestamptz, created_before timestamptz, rows_max integer)
returns table (blob_id uuid, storage jsonb)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update blobs b set state = 'removing'
   where b.state <> 'removing' and (
     (b.state = 'uploading' and b.touched_at < unfinished_before)
     or (b.state = 'complete' and not b.kept and b.touched_at < unkept_before)
     or b.expires_at < now() or b.created_at < created_before
     or not exists (select from blob_audiences a where a.blob_pk = b.blob_pk
          and (a.account_id is not null or exists (select from group_members m where m.group_pk = a.group_pk and m.left_seq is null))));
  return query select b.blob_id, b.storage from blobs b where b.state = 'removing' order by b.blob_pk limit rows_max;
end $$;

-- Their bytes are gone.
create function forget_blobs(which uuid[]) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from blobs b where b.blob_id = any (which) and b.state = 'removing'
$$;

-- Which of these are known: what lies in the storage without a row is nobody's.
create function known_blobs(which uuid[]) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select b.blob_id from blobs b where b.blob_id = any (which)
$$;

revoke all on function actor_owns_blob, count_blob, actor_in_blob_audience, add_blob_audience, create_blob, record_blob_access, open_blob,
  share_blob, list_blob_accesses, blob_bytes_expected, sweep_blobs, forget_blobs, known_blobs from public;
grant execute on function actor_owns_blob, create_blob, open_blob, share_blob, list_blob_accesses, blob_bytes_expected, sweep_blobs, forget_blobs,
  known_blobs to %API%;
