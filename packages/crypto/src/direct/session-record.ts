import { archivedSessionLifeMs, archivedSessionsMax } from './limits.ts';
import type { SessionRecord, SessionState } from './session-state.ts';

/** The record with `state` to send on; what was current becomes an archived session. */
export function promoteSession(record: SessionRecord, state: SessionState, now: number): SessionRecord {
  const others = [
    ...(record.current === undefined ? [] : [{ state: record.current, archivedAt: now }]),
    ...record.archived,
  ].filter((old) => !sameSession(old.state, state));
  return { current: state, archived: youngest(others, now) };
}

/**
 * The record without a session to send on: the next message needs a new handshake. For a session that is
 * out of step (REQ-S8), and after the store was restored or copied (REQ-S7), so that no key is used twice.
 */
export function closeSession(record: SessionRecord, now: number): SessionRecord {
  const closed = record.current === undefined ? [] : [{ state: record.current, archivedAt: now }];
  return { current: undefined, archived: youngest([...closed, ...record.archived], now) };
}

/** The record without archived sessions older than a week (REQ-S8). */
export function expireSessions(record: SessionRecord, now: number): SessionRecord {
  const archived = youngest(record.archived, now);
  return archived.length === record.archived.length ? record : { ...record, archived };
}

/** Whether two states are steps of one session: it is named by the initiator's base key. */
export function sameSession(a: SessionState, b: SessionState): boolean {
  return a.baseKey.every((byte, i) => byte === b.baseKey[i]);
}

function youngest(archived: SessionRecord['archived'], now: number): SessionRecord['archived'] {
  return archived.filter((old) => now - old.archivedAt < archivedSessionLifeMs).slice(0, archivedSessionsMax);
}
