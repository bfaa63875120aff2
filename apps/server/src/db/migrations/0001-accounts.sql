-- Accounts, invites, sessions. The API role (%API%) owns nothing. What it may see of a table is said by
-- the policies here; what must happen before anybody is signed in goes through narrow functions that run
-- with the owner's rights and return only what their one use needs.

revoke all on schema public from public;
grant usage on schema public to %API%;

create function actor_account() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('sotto.account_id', true), '')::uuid $$;
create function actor_device() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('sotto.device_id', true), '') $$;
create function actor_role() returns text language sql stable parallel safe
  as $$ select coalesce(current_setting('sotto.role', true), '') $$;

create table organisation (
  only_one boolean primary key default true check (only_one),
  name text,
  profile text,
  incarnation uuid not null default gen_random_uuid(),
  set_up_at timestamptz
);
insert into organisation default values;
alter table organisation enable row level security;
create policy everybody_reads on organisation for select to %API% using (true);
create policy owner_changes on organisation for update to %API% using (actor_role() = 'owner');
grant select, update (name, profile) on organisation to %API%;

create table accounts (
  account_id uuid primary key,
  username text not null unique,
  display_name text not null,
  role text not null check (role in ('owner', 'admin', 'member')),
  status text not null default 'active' check (status in ('active', 'suspended')),
  identity_key bytea not null check (octet_length(identity_key) = 32),
  created_at timestamptz not null default now()
);
alter table accounts enable row level security;
-- The directory: everybody signed in may look up everybody. Nothing secret is in this table.
create policy signed_in_reads on accounts for select to %API% using (actor_account() is not null);
create policy own_changes on accounts for update to %API% using (account_id = actor_account());
grant select, update (display_name) on accounts to %API%;

create table account_secrets (
  account_id uuid primary key references accounts on delete cascade,
  opaque_record text not null,
  wrapped_identity_key bytea not null
);
alter table account_secrets enable row level security;
create policy own on account_secrets for all to %API% using (account_id = actor_account());
grant select, update on account_secrets to %API%;

create table invites (
  invite_id uuid primary key default gen_random_uuid(),
  token_hash bytea not null unique,
  kind text not null check (kind in ('set-up', 'invite')),
  role text not null check (role in ('owner', 'admin', 'member')),
  uses_left integer not null check (uses_left >= 0),
  created_by uuid references accounts on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
alter table invites enable row level security;
create policy admins on invites for all to %API% using (actor_role() in ('owner', 'admin') and kind = 'invite');
grant select, insert, update, delete on invites to %API%;

create table opaque_exchanges (
  exchange_id uuid primary key default gen_random_uuid(),
  account_id uuid references accounts on delete cascade,
  state text not null,
  expires_at timestamptz not null
);
alter table opaque_exchanges enable row level security;

create table sessions (
  session_id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts on delete cascade,
  device_id text not null,
  device_signature_key bytea not null check (octet_length(device_signature_key) = 32),
  generation bigint not null default 0,
  -- The request that made the current refresh token: the token is a MAC over both, so none is stored.
  request_id uuid not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  ended_at timestamptz
);
create index sessions_of_account on sessions (account_id) where ended_at is null;
alter table sessions enable row level security;
create policy own on sessions for select to %API% using (account_id = actor_account());
create policy own_ends on sessions for update to %API% using (account_id = actor_account());
grant select, update (ended_at) on sessions to %API%;

-- Before anybody is signed in --------------------------------------------------------------------------

create function put_set_up_invite(new_hash bytea, expires timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select set_up_at is not null from organisation) then return false; end if;
  delete from invites where kind = 'set-up';
  insert into invites (token_hash, kind, role, uses_left, expires_at) values (new_hash, 'set-up', 'owner', 1, expires);
  return true;
end $$;

create function look_up_invite(hash bytea)
returns table (kind text, role text, invited_by text, expires_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.kind, i.role, a.display_name, i.expires_at
    from invites i left join accounts a on a.account_id = i.created_by
   where i.token_hash = hash and i.uses_left > 0 and i.expires_at > now()
$$;

create function is_username_taken(wanted text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from accounts where username = wanted)
$$;

-- Returns the role of the new account, or null when the invite is of no use any more.
create function register_account(
  hash bytea, new_account uuid, new_username text, new_display_name text, new_identity_key bytea,
  new_opaque_record text, new_wrapped_identity_key bytea, organisation_name text, organisation_profile text)
returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare invite record;
begin
  update invites i set uses_left = uses_left - 1
   where i.token_hash = hash and i.uses_left > 0 and i.expires_at > now()
     and (i.kind = 'set-up') = (organisation_name is not null)
  returning i.kind, i.role into invite;
  if not found then return null; end if;
  if invite.kind = 'set-up' then
    update organisation set name = organisation_name, profile = organisation_profile, set_up_at = now() where set_up_at is null;
    if not found then return null; end if;
    delete from invites i where i.kind = 'set-up';
  else
    delete from invites i where i.token_hash = hash and i.uses_left = 0;
  end if;
  insert into accounts (account_id, username, display_name, role, identity_key)
  values (new_account, new_username, new_display_name, invite.role, new_identity_key);
  insert into account_secrets (account_id, opaque_record, wrapped_identity_key)
  values (new_account, new_opaque_record, new_wrapped_identity_key);
  return invite.role;
end $$;

create function look_up_login(name text)
returns table (account_id uuid, opaque_record text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.account_id, s.opaque_record from accounts a join account_secrets s using (account_id) where a.username = name
$$;

create function put_exchange(account uuid, new_state text, expires timestamptz) returns uuid
language sql security definer set search_path = public, pg_temp as $$
  insert into opaque_exchanges (account_id, state, expires_at) values (account, new_state, expires) returning exchange_id
$$;

create function take_exchange(exchange uuid)
returns table (account_id uuid, state text)
language sql security definer set search_path = public, pg_temp as $$
  delete from opaque_exchanges e where e.exchange_id = exchange and e.expires_at > now() returning e.account_id, e.state
$$;

create function look_up_sign_in(account uuid)
returns table (username text, display_name text, role text, status text, created_at timestamptz, identity_key bytea, wrapped_identity_key bytea)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.username, a.display_name, a.role, a.status, a.created_at, a.identity_key, s.wrapped_identity_key
    from accounts a join account_secrets s using (account_id) where a.account_id = account
$$;

-- One live session a device: signing in again on a device ends the one before.
create function open_session(account uuid, device text, signature_key bytea, request uuid)
returns table (session_id uuid, ended uuid[])
language plpgsql security definer set search_path = public, pg_temp as $$
declare gone uuid[];
begin
  with closed as (
    update sessions s set ended_at = now()
     where s.account_id = account and s.device_id = device and s.ended_at is null returning s.session_id)
  select coalesce(array_agg(c.session_id), '{}') into gone from closed c;
  return query
    insert into sessions (account_id, device_id, device_signature_key, request_id)
    values (account, device, signature_key, request) returning sessions.session_id, gone;
end $$;

create function lock_session(which uuid)
returns table (account_id uuid, device_id text, device_signature_key bytea, generation bigint, request_id uuid,
               ended boolean, role text, status text, last_used_at timestamptz)
language sql security definer set search_path = public, pg_temp as $$
  select s.account_id, s.device_id, s.device_signature_key, s.generation, s.request_id,
         s.ended_at is not null, a.role, a.status, s.last_used_at
    from sessions s join accounts a using (account_id) where s.session_id = which for update of s
$$;

create function advance_session(which uuid, request uuid) returns void
language sql security definer set search_path = public, pg_temp as $$
  update sessions set generation = generation + 1, request_id = request, last_used_at = now() where session_id = which
$$;

create function end_session(which uuid) returns void
language sql security definer set search_path = public, pg_temp as $$
  update sessions set ended_at = now() where session_id = which and ended_at is null
$$;

create function recently_ended_sessions(since timestamptz)
returns table (session_id uuid, ended_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.session_id, s.ended_at from sessions s where s.ended_at > since
$$;

-- Housekeeping: what has run out. Returns the sessions that ended now.
create function sweep_accounts(idle_before timestamptz)
returns table (session_id uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from opaque_exchanges e where e.expires_at < now();
  delete from invites i where i.expires_at < now();
  delete from sessions s where s.ended_at < now() - interval '30 days';
  return query update sessions s set ended_at = now()
    where s.ended_at is null and s.last_used_at < idle_before returning s.session_id;
end $$;

revoke all on all functions in schema public from public;
grant execute on all functions in schema public to %API%;
