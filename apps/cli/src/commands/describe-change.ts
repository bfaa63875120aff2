import type { GroupChange, HistoryPolicy } from '@sotto/client';

/** What changed in a group, in words and as data: people by username. */
export function describeChange(
  change: GroupChange,
  nameOf: (accountId: string) => string,
): { words: string; data: object } {
  const { kind } = change;
  switch (kind) {
    case 'created':
      return { words: `created ${change.name}`, data: { kind, name: change.name } };
    case 'added':
    case 'removed': {
      const people = change.people.map((person) => nameOf(person.accountId));
      return { words: `${kind} ${people.join(', ')}`, data: { kind, people } };
    }
    case 'joined':
      return { words: kind, data: { kind, history: historyValue(change.history) } };
    case 'renamed':
      return {
        words: `renamed to ${change.after}`,
        data: { kind, before: change.before, after: change.after },
      };
    case 'role-changed': {
      const person = nameOf(change.person.accountId);
      return { words: `made ${person} ${change.role}`, data: { kind, person, role: change.role } };
    }
    case 'policy-changed':
      return {
        words: kind,
        data: { kind, history: historyValue(change.history), rejoin: change.rejoin },
      };
    case 'devices':
      return {
        words: `devices +${change.added} -${change.removed}`,
        data: { kind, added: change.added, removed: change.removed },
      };
    default:
      return { words: kind, data: change };
  }
}

/** A history policy for scripts: `none`, `all`, or the time from which on. */
export function historyValue(history: HistoryPolicy): string {
  return history.kind === 'since' ? new Date(history.at).toISOString() : history.kind;
}
