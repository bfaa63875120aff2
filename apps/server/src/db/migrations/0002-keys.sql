-- Devices and their public keys. A removed device keeps its row, so that its id is never used again.

create table devices (
  device_pk bigint generated always as identity primary key,
  account_id uuid not null references accounts on delete cascade,
  device_id text not null,
  registration_id integer not null,
  identity_key bytea not null check (octet_length(identity_key) = 33),
  signature_key bytea not null check (octet_length(signature_key) = 32),
  sealed_name bytea not null,
  -- Ids of one-time keys only ever grow: one that was handed out cannot come back.
  onetime_high integer not null default -1,
  onetime_kem_high integer not null default -1,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  unique (account_id, device_id)
);

create table device_lists (
  account_id uuid primary key references accounts on delete cascade,
  version integer not null check (version >= 1),
  list bytea not null,
  signature bytea not null
);

create table signed_prekeys (
  device_pk bigint primary key references devices on delete cascade,
  key_id integer not null,
  public_key bytea not null,
  signature bytea not null,
  expires_at bigint not null,
  proof bytea not null,
  created_at timestamptz not null default now()
);

create table last_resort_kem_prekeys (
  device_pk bigint primary key references devices on delete cascade,
  key_id integer not null,
  public_key bytea not null,
  signature bytea not null,
  expires_at bigint not null,
  proof bytea not null,
  uses bigint not null default 0,
  created_at timestamptz not null default now()
);

create table onetime_prekeys (
  device_pk bigint not null references devices on delete cascade,
  key_id integer not null,
  public_key bytea not null,
  primary key (device_pk, key_id)
);

create table onetime_kem_prekeys (
  device_pk bigint not null references devices on delete cascade,
  key_id integer not null,
  public_key bytea not null,
  signature bytea not null,
  expires_at bigint not null,
  proof bytea not null,
  primary key (device_pk, key_id)
);

-- What belongs to the actor's own account. Nobody reads another's rows; others' public keys come from the
-- functions below.
create function actor_owns_device(pk bigint) returns boolean language sql stable
  as $$ select exists (select 1 from devices d where d.device_pk = pk and d.account_id = actor_account()) $$;

alter table devices enable row level security;
create policy own on devices for all to %API% using (account_id = actor_account());
grant select, insert (account_id, device_id, registration_id, identity_key, signature_key, sealed_name, onetime_high, onetime_kem_high),
  update (onetime_high, onetime_kem_high, removed_at) on devices to %API%;

alter table device_lists enable row level security;
create policy own on device_lists for all to %API% using (account_id = actor_account());
grant select, insert, update on device_lists to %API%;

alter table signed_prekeys enable row level security;
create policy own on signed_prekeys for all to %API% using (actor_owns_device(device_pk));
grant select, insert, update, delete on signed_prekeys to %API%;

alter table last_resort_kem_prekeys enable row level security;
create policy own on last_resort_kem_prekeys for all to %API% using (actor_owns_device(device_pk));
grant select, insert, update, delete on last_resort_kem_prekeys to %API%;

alter table onetime_prekeys enable row level security;
create policy own on onetime_prekeys for all to %API% using (actor_owns_device(device_pk));
grant select, insert, delete on onetime_prekeys to %API%;

alter table onetime_kem_prekeys enable row level security;
create policy own on onetime_kem_prekeys for all to %API% using (actor_owns_device(device_pk));
grant select, insert, delete on onetime_kem_prekeys to %API%;

-- What anybody signed in may know of any account: its signed list and who its devices are.
create function look_up_device_list(account uuid)
returns table (identity_key bytea, version integer, list bytea, signature bytea)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.identity_key, l.version, l.list, l.signature
    from accounts a left join device_lists l using (account_id)
   where a.account_id = account and actor_account() is not null
$$;

create function look_up_devices(account uuid)
returns table (device_pk bigint, device_id text, registration_id integer, identity_key bytea, signature_key bytea, created_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.device_pk, d.device_id, d.registration_id, d.identity_key, d.signature_key, d.created_at
    from devices d where d.account_id = account and d.removed_at is null order by d.device_pk
$$;

-- One bundle for each device. A one-time key is deleted by being handed out; a key somebody else is just
-- taking is passed over, so two callers never get the same and never wait for each other. Every row has the
-- device list too; without a device there is one row that has nothing else. One statement and one transaction:
-- the actor is named in the call.
create function take_bundles(actor uuid, account uuid, only_devices text[], with_onetime boolean)
returns table (
  account_key bytea, list_version integer, list bytea, list_signature bytea,
  device_pk bigint, device_id text, registration_id integer, identity_key bytea,
  signed_id integer, signed_key bytea, signed_signature bytea, signed_expires bigint, signed_proof bytea,
  onetime_id integer, onetime_key bytea,
  kem_id integer, kem_key bytea, kem_signature bytea, kem_expires bigint, kem_proof bytea, kem_last_resort boolean,
  onetime_left bigint, kem_left bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  d record;
  any_device boolean := false;
begin
  if not exists (select from accounts a where a.account_id = actor) then return; end if;
  select a.identity_key, l.version, l.list, l.signature into account_key, list_version, list, list_signature
    from accounts a join device_lists l on l.account_id = a.account_id where a.account_id = account;
  if not found then return; end if;
  for d in
    select v.device_pk as pk, v.device_id as id, v.registration_id as registration, v.identity_key as identity
      from devices v
     where v.account_id = account and v.removed_at is null and (only_devices is null or v.device_id = any (only_devices))
     order by v.device_pk
  loop
    device_pk := d.pk; device_id := d.id; registration_id := d.registration; identity_key := d.identity;
    select s.key_id, s.public_key, s.signature, s.expires_at, s.proof
      into signed_id, signed_key, signed_signature, signed_expires, signed_proof
      from signed_prekeys s where s.device_pk = d.pk;
    onetime_id := null; onetime_key := null; kem_id := null; kem_last_resort := false;
    if with_onetime then
      delete from onetime_prekeys o where o.device_pk = d.pk and o.key_id = (
          select q.key_id from onetime_prekeys q where q.device_pk = d.pk order by q.key_id for update skip locked limit 1)
        returning o.key_id, o.public_key into onetime_id, onetime_key;
      delete from onetime_kem_prekeys o where o.device_pk = d.pk and o.key_id = (
          select q.key_id from onetime_kem_prekeys q where q.device_pk = d.pk order by q.key_id for update skip locked limit 1)
        returning o.key_id, o.public_key, o.signature, o.expires_at, o.proof
        into kem_id, kem_key, kem_signature, kem_expires, kem_proof;
    end if;
    if kem_id is null then
      kem_last_resort := true;
      update last_resort_kem_prekeys r set uses = uses + 1 where r.device_pk = d.pk
        returning r.key_id, r.public_key, r.signature, r.expires_at, r.proof
        into kem_id, kem_key, kem_signature, kem_expires, kem_proof;
    end if;
    select count(*) into onetime_left from onetime_prekeys o where o.device_pk = d.pk;
    select count(*) into kem_left from onetime_kem_prekeys o where o.device_pk = d.pk;
    any_device := true;
    return next;
  end loop;
  if not any_device then return next; end if;
end $$;

-- Removing a device ends its sessions with it; the caller names them to the rest of the server.
create function end_device_sessions(device text) returns table (session_id uuid)
language sql security definer set search_path = public, pg_temp as $$
  update sessions s set ended_at = now()
   where s.account_id = actor_account() and s.device_id = device and s.ended_at is null returning s.session_id
$$;

create function last_seen_of_devices() returns table (device_id text, last_seen_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.device_id, max(s.last_used_at) from sessions s where s.account_id = actor_account() group by s.device_id
$$;

revoke all on function actor_owns_device, look_up_device_list, look_up_devices, take_bundles, end_device_sessions, last_seen_of_devices from public;
grant execute on function actor_owns_device, look_up_device_list, look_up_devices, take_bundles, end_device_sessions, last_seen_of_devices to %API%;
