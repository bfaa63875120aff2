-- A message that its writer withdrew keeps its place in the log, and nothing else: an event without a payload.
--
-- The number and the name stay, so that a submission that is repeated is still recognised and no reader misses a number.

create function withdraw_group_message(which uuid) returns bigint
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
declare
  own bigint[] := array (select d.device_pk from devices d where d.account_id = actor_account());
  waiting bigint;
begin
  if actor_device_pk() is null then return 0; end if;
  -- Whose device wrote it may have left the group since; what it wrote is its account's all the same.
  with withdrawn as (
    update group_events e set payload = ''
     where e.group_pk in (select m.group_pk from group_members m where m.account_id = actor_account())
       and e.event_id = which and e.sender_pk = any (own) and e.kind = 1 and octet_length(e.payload) > 0
    returning e.group_pk, e.seq)
  select count(*) into waiting
    from withdrawn w
    join group_members m on m.group_pk = w.group_pk and w.seq > m.joined_seq and (m.left_seq is null or w.seq <= m.left_seq)
    join group_cursors c on c.group_pk = m.group_pk and c.device_pk = m.device_pk and c.acknowledged < w.seq;
  return waiting;
end $$;

revoke all on function withdraw_group_message from public;
grant execute on function withdraw_group_message to %API%;
