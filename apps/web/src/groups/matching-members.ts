import type { GroupMember } from '@sotto/client';
import { matchesPerson } from '../people/matches.ts';

/** The members whose name begins like what was typed, in the order of the group. */
export function matchingMembers(members: readonly GroupMember[], typed: string): readonly GroupMember[] {
  const matches = matchesPerson(typed);
  return typed.trim() === '' ? members : members.filter((member) => matches(member.person));
}
