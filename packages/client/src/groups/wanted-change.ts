import { constantTimeEqual } from '@sotto/crypto/primitives';
import type { AccountId } from '@sotto/protocol';
import { decodeBase64 } from '@sotto/protocol';
import { encodeGroupContext, type GroupContextContent } from '@sotto/protocol/content';
import type { GroupPicture, GroupTaskRefusal } from '../api/group.ts';
import { effectiveRole, mayAct, mayRemove, roleIn } from './roles.ts';
import type { StoredUpdate, TaskRecord } from './task-table.ts';

/** The group as it is, and who wants something of it. */
export type GroupNow = {
  readonly context: GroupContextContent;
  readonly people: ReadonlySet<AccountId>;
  /** Who is to be added. */
  readonly coming: ReadonlySet<AccountId>;
  readonly self: AccountId;
};

/** What a wish comes to in the group as it is now. */
export type WantedChange =
  /** It is true already, or means nothing any more. */
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly reason: GroupTaskRefusal }
  | { readonly kind: 'add' | 'remove'; readonly accountIds: readonly AccountId[] }
  | { readonly kind: 'context'; change(context: GroupContextContent): GroupContextContent }
  /** Not a commit of this device, or not yet. */
  | { readonly kind: 'elsewhere' };

const done: WantedChange = { kind: 'done' };
const refused = (reason: GroupTaskRefusal): WantedChange => ({ kind: 'refused', reason });

/**
 * Looks at a wish again in the group as it is: after another commit came first it may be true already, or
 * not be allowed any more (rebase).
 */
export function wantedChange({ wish }: TaskRecord, now: GroupNow): WantedChange {
  const { context, people, self } = now;
  switch (wish.kind) {
    case 'create':
    case 'leave':
      return { kind: 'elsewhere' };
    case 'add': {
      const accountIds = wish.accountIds.filter((accountId) => !people.has(accountId));
      if (accountIds.length === 0) return done;
      return mayAct(context, people, self, 'add') ? { kind: 'add', accountIds } : refused('not-permitted');
    }
    case 'remove': {
      const accountIds = wish.accountIds.filter((accountId) => people.has(accountId));
      if (accountIds.length === 0) return done;
      const isAllowed = accountIds.every((accountId) => mayRemove(context, people, self, accountId));
      return isAllowed ? { kind: 'remove', accountIds } : refused('not-permitted');
    }
    case 'role': {
      const { accountId, role } = wish;
      if (!people.has(accountId)) return now.coming.has(accountId) ? { kind: 'elsewhere' } : done;
      if (roleIn(context, accountId) === role) return done;
      if (!mayAct(context, people, self, 'policy')) return refused('not-permitted');
      if (isLastOwner(context, people, accountId)) return refused('last-owner');
      return {
        kind: 'context',
        change(before) {
          const roles = new Map(before.roles);
          if (role === 'member') roles.delete(accountId);
          else roles.set(accountId, role);
          return { ...before, roles };
        },
      };
    }
    case 'update': {
      const change = (before: GroupContextContent) => updatedContext(before, wish.update);
      const after = change(context);
      if (constantTimeEqual(encodeGroupContext(after), encodeGroupContext(context))) return done;
      const { history, rejoin } = wish.update;
      const isPolicy = history !== undefined || rejoin !== undefined;
      if (!mayAct(context, people, self, isPolicy ? 'policy' : 'details')) return refused('not-permitted');
      return { kind: 'context', change };
    }
  }
}

/** Whether nobody but them is an owner. Where nobody is one, those who stand in make owners first. */
export function isLastOwner(
  context: GroupContextContent,
  people: ReadonlySet<AccountId>,
  accountId: AccountId,
): boolean {
  if (effectiveRole(context, people, accountId) !== 'owner') return false;
  return ![...people].some((other) => other !== accountId && roleIn(context, other) === 'owner');
}

function updatedContext(before: GroupContextContent, update: StoredUpdate): GroupContextContent {
  const { name, description, picture, history, rejoin } = update;
  return {
    ...before,
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(picture === undefined ? {} : { picture: readPicture(picture) }),
    ...(history === undefined ? {} : { history }),
    ...(rejoin === undefined ? {} : { rejoin }),
  };
}

function readPicture(picture: NonNullable<StoredUpdate['picture']> | null): GroupPicture | null {
  if (picture === null) return null;
  const bytes = decodeBase64(picture.base64) ?? new Uint8Array();
  return { mediaType: picture.mediaType as GroupPicture['mediaType'], bytes: new Uint8Array(bytes) };
}
