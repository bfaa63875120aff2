import { constantTimeEqual } from '../primitives/bytes.ts';
import { archivedSessionLifeMs, archivedSessionsMax } from './limits.ts';
import type { SessionRecord, SessionState } from './session-state.ts';

/** The record with `state` to send on; what was current becomes an archived session. */
export function promoteSession(record: SessionRecord, state: SessionState, now: number): SessionRecord {
  if (record.current !== undefined && sameSession(record.current, state))
    return { ...record, current: state };
  const others = [
    ...(record.current === undefined ? [] : [{ state: record.current, archivedAt: now }]),
    ...record.archived,
  ].filter((old) => !sameSession(old.state, state));
  return { current: state, archived: youngest(others, now) };
}

/** The record with a session's next state in its place, current or archived. */
export function replaceSession(record: SessionRecord, state: SessionState): SessionRecord {
  if (record.current !== undefined && sameSession(record.current, state))
    return { ...record, current: state };
  const archived = record.archived.map((old) => (sameSession(old.state, state) ? { ...old, state } : old));
  return { ...record, archived };
}

/**
 * The record without anything to send on: the next message needs a new handshake, or the peer's next
 * ratchet key. For a session that is out of step (REQ-S8), and after an unclean start (REQ-S7): a store
 * that was restored, copied or rolled back may have sent on these chains already, so no step of them is
 * ever taken again. What the peer still sends can be read.
 */
export function closeSession(record: SessionRecord, now: number): SessionRecord {
  const closed = record.current === undefined ? [] : [{ state: record.current, archivedAt: now }];
  const archived = youngest([...closed, ...record.archived], now);
  return { current: undefined, archived: archived.map((old) => ({ ...old, state: silenced(old.state) })) };
}

function silenced(state: SessionState): SessionState {
  return { ...state, sending: { ...state.sending, chainKey: undefined } };
}

/** The record without archived sessions older than a week (REQ-S8). */
export function expireSessions(record: SessionRecord, now: number): SessionRecord {
  const archived = youngest(record.archived, now);
  return archived.length === record.archived.length ? record : { ...record, archived };
}

/** Whether two states are steps of one session: it is named by the initiator's base key. */
export function sameSession(a: SessionState, b: SessionState): boolean {
  return constantTimeEqual(a.baseKey, b.baseKey);
}

function youngest(archived: SessionRecord['archived'], now: number): SessionRecord['archived'] {
  return archived.filter((old) => now - old.archivedAt < archivedSessionLifeMs).slice(0, archivedSessionsMax);
}
