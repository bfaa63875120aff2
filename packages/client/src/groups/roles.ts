import type { AccountId } from '@sotto/protocol';
import type { GroupContextContent } from '@sotto/protocol/content';
import type { GroupRole } from '../api/group.ts';
import type { Leaf } from './leaf.ts';

/** What a role is needed for, beside what everybody may do with themselves. */
export type GroupAct = 'add' | 'details' | 'policy';

/** The role as the group context has it. */
export function roleIn(context: GroupContextContent, accountId: AccountId): GroupRole {
  return context.roles.get(accountId) ?? 'member';
}

/**
 * The role that counts. When nobody in the group is an owner any more (the last one left or was removed
 * by their own account), admins stand in; when there is none either, everybody does. A group is never
 * without somebody who can look after it.
 */
export function effectiveRole(
  context: GroupContextContent,
  people: ReadonlySet<AccountId>,
  accountId: AccountId,
): GroupRole {
  const role = roleIn(context, accountId);
  const has = (wanted: GroupRole) =>
    [...context.roles].some(([account, held]) => held === wanted && people.has(account));
  if (role === 'owner' || has('owner')) return role;
  if (role === 'admin' || !has('admin')) return 'owner';
  return role;
}

export function mayAct(
  context: GroupContextContent,
  people: ReadonlySet<AccountId>,
  accountId: AccountId,
  act: GroupAct,
): boolean {
  const role = effectiveRole(context, people, accountId);
  return act === 'policy' ? role === 'owner' : role !== 'member';
}

/** Owners remove anybody, admins plain members; everybody their own. */
export function mayRemove(
  context: GroupContextContent,
  people: ReadonlySet<AccountId>,
  by: AccountId,
  accountId: AccountId,
): boolean {
  if (by === accountId) return true;
  const role = effectiveRole(context, people, by);
  return role === 'owner' || (role === 'admin' && effectiveRole(context, people, accountId) === 'member');
}

export function accountsOf(leaves: readonly (Leaf | null)[]): Set<AccountId> {
  const accounts = new Set<AccountId>();
  for (const leaf of leaves) if (leaf !== null) accounts.add(leaf.accountId);
  return accounts;
}
