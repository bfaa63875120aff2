import type { AccountId, ConversationId } from '@sotto/protocol';
import type { GroupContextContent } from '@sotto/protocol/content';
import { pendingPlace } from '../messages/item-table.ts';
import type { GroupDescription } from '../sessions/describe-group.ts';
import type { Changes } from '../store/changes.ts';
import { textOf } from '../store/columns.ts';
import { insertGroupNotice } from './insert-group-notice.ts';
import type { Leaf } from './leaf.ts';
import { accountsOf, roleIn } from './roles.ts';
import { isSamePicture } from './same-picture.ts';
import { readChange, type StoredChange, writeChange } from './stored-change.ts';

/** A commit that was adopted: what it changed, and who did that. */
export type EpochChange = {
  readonly actor: AccountId;
  readonly before: GroupDescription;
  readonly after: GroupDescription;
  /** Accounts that went because they wanted to. */
  readonly left: ReadonlySet<AccountId>;
  /** A device that came back by its own commit, in the place of its old leaf. */
  readonly rejoined: boolean;
};

type Line = { readonly actor: AccountId; readonly change: StoredChange };

/** Says in the timeline what a commit changed; nothing when it only gave somebody fresh keys. */
export function addEpochNotices(
  changes: Changes,
  groupId: ConversationId,
  epochChange: EpochChange,
  at: number,
): void {
  let place = 0;
  for (const { actor, change } of linesOf(epochChange)) {
    const itemId = `group:${groupId}:${epochChange.after.epoch}:${place++}`;
    if (change.kind === 'devices' && foldDevices(changes, groupId, actor, change)) continue;
    insertGroupNotice(changes, { itemId, conversationId: groupId, accountId: actor, change, at });
  }
}

/** What changed, in the order in which it is told. */
export function linesOf({ actor, before, after, left, rejoined }: EpochChange): Line[] {
  const lines: Line[] = [];
  const then = accountsOf(before.leaves);
  const now = accountsOf(after.leaves);
  const gone = [...then].filter((accountId) => !now.has(accountId));
  const removed = gone.filter((accountId) => !left.has(accountId));
  const added = [...now].filter((accountId) => !then.has(accountId));
  for (const accountId of gone) {
    if (left.has(accountId)) lines.push({ actor: accountId, change: { kind: 'left' } });
  }
  if (removed.length > 0) lines.push({ actor, change: { kind: 'removed', people: removed } });
  if (added.length > 0) lines.push({ actor, change: { kind: 'added', people: added } });
  if (before.context !== null && after.context !== null) {
    lines.push(...contextLines(actor, before.context, after.context, now));
  }
  if (rejoined) lines.push({ actor, change: { kind: 'rejoined' } });
  else lines.push(...deviceLines(before.leaves, after.leaves, then, now));
  return lines;
}

function contextLines(
  actor: AccountId,
  before: GroupContextContent,
  after: GroupContextContent,
  people: ReadonlySet<AccountId>,
): Line[] {
  const changes: StoredChange[] = [];
  if (before.name !== after.name) changes.push({ kind: 'renamed', before: before.name, after: after.name });
  if (before.description !== after.description) {
    changes.push({ kind: 'description', text: after.description });
  }
  if (!isSamePicture(before.picture, after.picture))
    changes.push({ kind: 'picture', removed: after.picture === null });
  for (const person of people) {
    const role = roleIn(after, person);
    if (roleIn(before, person) !== role) changes.push({ kind: 'role-changed', person, role });
  }
  if (before.rejoin !== after.rejoin || JSON.stringify(before.history) !== JSON.stringify(after.history)) {
    changes.push({ kind: 'policy-changed', history: after.history, rejoin: after.rejoin });
  }
  return changes.map((change) => ({ actor, change }));
}

/** Devices of people who were there before and still are. */
function deviceLines(
  before: readonly (Leaf | null)[],
  after: readonly (Leaf | null)[],
  then: ReadonlySet<AccountId>,
  now: ReadonlySet<AccountId>,
): Line[] {
  const counts = new Map<AccountId, { added: number; removed: number }>();
  const names = (leaves: readonly (Leaf | null)[]) =>
    new Map(leaves.map((leaf) => [leaf && `${leaf.accountId} ${leaf.deviceId}`, leaf]));
  const note = (leaf: Leaf | null, what: 'added' | 'removed') => {
    if (leaf === null || !then.has(leaf.accountId) || !now.has(leaf.accountId)) return;
    const count = counts.get(leaf.accountId) ?? { added: 0, removed: 0 };
    count[what] += 1;
    counts.set(leaf.accountId, count);
  };
  const was = names(before);
  const is = names(after);
  for (const [name, leaf] of is) if (!was.has(name)) note(leaf, 'added');
  for (const [name, leaf] of was) if (!is.has(name)) note(leaf, 'removed');
  return [...counts].map(([actor, count]) => ({ actor, change: { kind: 'devices', ...count } }));
}

/** Devices of one person that come and go one after another are one line. */
function foldDevices(
  changes: Changes,
  groupId: ConversationId,
  actor: AccountId,
  change: Extract<StoredChange, { kind: 'devices' }>,
): boolean {
  const newest = changes.first(
    `select item_id, sender_id, detail, text from items where conversation_id = ? and sort_at < ?
       order by sort_at desc, counter desc, item_id desc limit 1`,
    [groupId, pendingPlace],
  );
  if (newest?.['detail'] !== 'group' || newest['sender_id'] !== actor) return false;
  const before = readChange(textOf(newest, 'text'));
  if (before.kind !== 'devices') return false;
  const folded: StoredChange = {
    kind: 'devices',
    added: before.added + change.added,
    removed: before.removed + change.removed,
  };
  const itemId = textOf(newest, 'item_id');
  changes.run('update items set text = ? where item_id = ?', [writeChange(folded), itemId]);
  changes.touchConversation(groupId, itemId);
  return true;
}
