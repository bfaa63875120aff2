import { uuidToBytes } from '@sotto/protocol';
import {
  disposition,
  encodeContent,
  encodeOwnState,
  encodePin,
  linkPreviewPart,
  mediaType,
  mentionLink,
  single,
  textPart,
  unitOf,
} from '@sotto/protocol/content';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { TimelineMessage } from '../src/api/conversation.ts';
import { noDraftExtras } from '../src/api/no-draft-extras.ts';
import type { DraftExtras } from '../src/api/rich-message.ts';
import { exportContact, readContacts } from '../src/contacts/contact-files.ts';
import { ensureDirectConversation, readConversation } from '../src/conversations/conversation-table.ts';
import { directConversationId } from '../src/conversations/direct-conversation-id.ts';
import { keepDraft, keepDraftExtras, readDraft } from '../src/conversations/drafts.ts';
import { findByReference } from '../src/conversations/find-by-reference.ts';
import { observeConversations } from '../src/conversations/observe-conversations.ts';
import { sharedSummary } from '../src/conversations/shared-summary.ts';
import { exportEvent, readEvents } from '../src/events/event-files.ts';
import { planReminders, readReminders, setReminder } from '../src/events/reminders.ts';
import { deleteForEveryone, deleteForMe } from '../src/marks/delete-message.ts';
import { cancelEvent, editMessage, messageVersions } from '../src/marks/edit-message.ts';
import { answerEvent, closePoll, react, setPinned, setReference, vote } from '../src/marks/mark-actions.ts';
import { composeContent, type Outgoing } from '../src/messages/compose-content.ts';
import { forwardMessage } from '../src/messages/forward-message.ts';
import { releaseDue } from '../src/messages/held-message.ts';
import { keepContent } from '../src/messages/kept-contents.ts';
import { readStarred } from '../src/messages/listed-messages.ts';
import { createLiveness } from '../src/messages/liveness.ts';
import { markRead } from '../src/messages/mark-read.ts';
import { messageIdOf } from '../src/messages/message-id.ts';
import { observeTimeline } from '../src/messages/observe-timeline.ts';
import { retakeKept } from '../src/messages/retake-kept.ts';
import { sendContent, sendMessage, sendPart } from '../src/messages/send-content.ts';
import { setStarred } from '../src/messages/star-message.ts';
import { undoSend } from '../src/messages/undo-send.ts';
import { viewNow } from '../src/messages/view.ts';
import { enqueueContent, writeContent } from '../src/messages/write-content.ts';
import {
  cancelScheduled,
  readScheduled,
  rescheduleMessage,
  scheduleMessage,
  sendScheduledDue,
} from '../src/scheduled/scheduled-messages.ts';
import { askAgain } from '../src/sessions/ask-again.ts';
import { decryptEnvelope } from '../src/sessions/decrypt-envelope.ts';
import { followThread, readFollowed } from '../src/threads/follow-thread.ts';
import { acceptChangedIdentity } from '../src/verification/verify-person.ts';
import { type PaperDevice, type PaperServer, paperServer } from './paper-server.ts';

let server: PaperServer;
let alice: PaperDevice;
let bob: PaperDevice;

beforeEach(async () => {
  server = await paperServer();
  alice = await server.join('alice');
  bob = await server.join('bob');
  for (const [one, other] of [
    [alice, bob],
    [bob, alice],
  ] as const) {
    one.context.database.commit((changes) =>
      ensureDirectConversation(changes, one.context.self, other.accountId, server.now),
    );
  }
});

const conversation = () => directConversationId(alice.accountId, bob.accountId);
const say = (from: PaperDevice, text: string, options = {}) =>
  sendMessage(from.context, conversation(), text, options).messageId;

/** Everything that waits goes to everybody it is for. */
async function deliver(...from: PaperDevice[]): Promise<void> {
  for (const device of from.length === 0 ? [alice, bob] : from) {
    for (const [to, envelopes] of await device.submitToAll()) await to.receive(envelopes);
  }
}
const timeline = (device: PaperDevice, options = {}) =>
  observeTimeline(device.context, conversation(), options).timeline.current;
function shown(device: PaperDevice, id: string): TimelineMessage {
  const item = timeline(device).items.find((one) => one.id === id);
  if (item?.kind !== 'message') throw new Error('not shown');
  return item;
}
const summary = (device: PaperDevice) =>
  sharedSummary(
    viewNow(device.context, device.context.database),
    readConversation(device.context.database, conversation()) ?? (null as never),
  );
const named = (device: PaperDevice) => expect.objectContaining({ accountId: device.accountId });

describe('RICH-1 replies quote what is here, and nothing else', () => {
  test('the quote follows edits and deletions of what it quotes', async () => {
    const question = say(alice, 'When?');
    await deliver();
    const answer = say(bob, 'At four', { replyTo: question });
    await deliver();
    const quote = () => shown(alice, answer).replyTo;
    expect(quote()).toMatchObject({ kind: 'message', id: question, preview: { text: 'When?' } });
    editMessage(alice.context, question, 'When exactly?');
    await deliver();
    expect(quote()).toMatchObject({ preview: { text: 'When exactly?' } });
    expect(shown(bob, answer).replyTo).toMatchObject({ preview: { text: 'When exactly?' } });
    deleteForEveryone(alice.context, question);
    await deliver();
    expect(shown(bob, answer).replyTo).toEqual({ kind: 'deleted', id: question });
  });

  test('a message of another conversation cannot be replied to, nor one that is gone', async () => {
    const carol = await server.join('carol');
    const elsewhere = alice.context.database.commit((changes) =>
      ensureDirectConversation(changes, alice.context.self, carol.accountId, server.now),
    ).conversationId;
    const secret = sendMessage(alice.context, elsewhere, 'for carol').messageId;
    expect(() => say(alice, 'x', { replyTo: secret })).toThrow('unknown-message');
    const gone = say(alice, 'gone');
    deleteForMe(alice.context, [gone]);
    expect(() => say(alice, 'x', { replyTo: gone })).toThrow('unknown-message');
  });
});

describe('RICH-2 threads stand beside the timeline', () => {
  test('with their own unread, followed by who takes part', async () => {
    const root = say(alice, 'Concert programme');
    await deliver();
    markRead(bob.context, conversation(), root);
    await deliver();
    say(bob, 'Schumann first?', { threadId: root });
    await deliver();
    expect(timeline(alice).items.map((item) => item.id)).toEqual([root]);
    expect(timeline(alice, { threadId: root })).toMatchObject({
      root: { id: root },
      items: [{ text: 'Schumann first?', threadId: root }],
    });
    expect(shown(alice, root).thread).toMatchObject({ replies: 1, unread: 1, followed: true });
    expect(summary(alice)).toMatchObject({
      unread: 0,
      unreadThreads: 1,
      lastMessage: { text: 'Concert programme' },
    });
    const threads = () => readFollowed(viewNow(alice.context, alice.context.database));
    expect(threads()).toMatchObject([{ threadId: root, unread: 1, root: { text: 'Concert programme' } }]);

    markRead(alice.context, conversation(), timeline(alice, { threadId: root }).items[0]?.id ?? '');
    expect(summary(alice).unreadThreads).toBe(0);
    followThread(alice.context, root, false);
    say(bob, 'Or Bartók?', { threadId: root });
    await deliver();
    expect(summary(alice).unreadThreads).toBe(0);
    expect(shown(alice, root).thread).toMatchObject({ replies: 2, unread: 0, followed: false });
    expect(threads()).toEqual([]);
  });

  test('of hundreds the latest are listed', async () => {
    const roots = Array.from({ length: 205 }, (_, i) => say(alice, `root ${i}`));
    await deliver();
    for (const root of roots) {
      say(alice, 'reply', { threadId: root });
      server.now += 1000;
      await deliver();
    }
    const listed = readFollowed(viewNow(alice.context, alice.context.database));
    expect(new Set(listed.map((thread) => thread.threadId))).toEqual(new Set(roots.slice(-200)));
  });

  test('the list counts those of a conversation again only when something happens in one', async () => {
    const root = say(alice, 'root');
    await deliver();
    const { database, platform } = alice.context;
    const first = vi.spyOn(database, 'first');
    const counted = () => first.mock.calls.filter(([sql]) => sql.includes('as threads')).length;
    const list = observeConversations(
      alice.context,
      createLiveness(platform, () => {}),
    );
    const unread = () => list.current.find((row) => row.conversationId === conversation())?.unreadThreads;
    const before = counted();
    say(bob, 'beside it');
    await deliver();
    await vi.waitFor(() => expect(list.current[0]?.lastMessage?.text).toBe('beside it'));
    expect(counted()).toBe(before);
    say(bob, 'reply', { threadId: root });
    await deliver();
    await vi.waitFor(() => expect(unread()).toBe(1));
    expect(counted()).toBeGreaterThan(before);
  });

  test('reading one does not read the other, on any device', async () => {
    const second = await server.join('alice', alice);
    const root = say(bob, 'root');
    await deliver(bob);
    const reply = say(bob, 'reply', { threadId: root });
    const last = say(bob, 'last');
    await deliver(bob);
    markRead(alice.context, conversation(), last);
    await deliver(alice);
    const unread = (device: PaperDevice) => readConversation(device.context.database, conversation());
    expect(unread(second)?.readThrough).toBe(unread(alice)?.readThrough);
    followThread(alice.context, root, true);
    await deliver(alice);
    expect([summary(alice).unreadThreads, summary(second).unreadThreads]).toEqual([1, 1]);
    markRead(alice.context, conversation(), reply);
    await deliver(alice);
    expect([summary(alice).unreadThreads, summary(second).unreadThreads]).toEqual([0, 0]);
  });

  test('a thread hangs under a message of the conversation, not under a reply in a thread', () => {
    const root = say(alice, 'root');
    const reply = say(alice, 'reply', { threadId: root });
    expect(() => say(alice, 'x', { threadId: reply })).toThrow('unknown-message');
  });
});

describe('RICH-3 what is done with messages is shown at once, and to everybody', () => {
  test('reactions come and go; each person has their own', async () => {
    const id = say(alice, 'hello');
    await deliver();
    react(bob.context, id, '👍', true);
    react(bob.context, id, '🎹', true);
    react(alice.context, id, '👍', true);
    expect(shown(bob, id).change).toBe('waiting');
    await deliver();
    expect(shown(bob, id).change).toBeNull();
    expect(shown(alice, id).reactions).toEqual([
      { emoji: '👍', people: expect.arrayContaining([named(alice), named(bob)]), mine: true },
      { emoji: '🎹', people: [named(bob)], mine: false },
    ]);
    react(bob.context, id, '👍', false);
    await deliver();
    expect(shown(alice, id).reactions.map(({ emoji, people }) => [emoji, people.length])).toEqual([
      ['👍', 1],
      ['🎹', 1],
    ]);
    expect(() => react(bob.context, id, 'no', true)).toThrow('invalid-input');
  });

  test('edits keep what was there before; only the writer edits', async () => {
    const id = say(alice, 'Thursday');
    await deliver();
    expect(() => editMessage(bob.context, id, 'Friday')).toThrow('not-permitted');
    editMessage(alice.context, id, 'Friday');
    editMessage(alice.context, id, 'Saturday');
    await deliver();
    expect(shown(bob, id)).toMatchObject({ text: 'Saturday', edited: { versions: 3, waiting: false } });
    expect(messageVersions(bob.context, id).map(({ parts }) => parts[0])).toMatchObject([
      { text: 'Saturday' },
      { text: 'Friday' },
      { text: 'Thursday' },
    ]);
    expect(() => editMessage(alice.context, id, ' ')).toThrow('message-empty');
  });

  test('an edit of somebody else’s message is not taken', async () => {
    const id = say(alice, 'mine');
    await deliver();
    // What a modified client could send.
    bob.context.database.commit((changes) =>
      changes.run('update items set mine = 1, sender_id = ? where item_id = ?', [bob.accountId, id]),
    );
    editMessage(bob.context, id, 'not mine');
    await deliver();
    expect(shown(alice, id)).toMatchObject({ text: 'mine', edited: null });
    deleteForEveryone(bob.context, id);
    await deliver();
    expect(shown(alice, id)).toMatchObject({ text: 'mine', deleted: false });
  });

  test('a deletion leaves a tombstone, and nothing of the text', async () => {
    const id = say(alice, 'a secret');
    await deliver();
    react(bob.context, id, '👍', true);
    await deliver();
    deleteForEveryone(alice.context, id);
    await deliver();
    for (const device of [alice, bob]) {
      expect(shown(device, id)).toMatchObject({ deleted: true, text: '', parts: [], reactions: [] });
      const rest = device.context.database.all(
        `select 1 from retry_cache where message_id = ? and length(content) > 0`,
        [id],
      );
      expect(rest).toEqual([]);
    }
    expect(() => editMessage(alice.context, id, 'again')).toThrow('unknown-message');
    expect(() => react(alice.context, id, '👍', true)).toThrow('unknown-message');
  });

  test('what never left is deleted without a word, and leaves no gap', async () => {
    say(alice, 'before');
    const id = say(alice, 'never left');
    deleteForEveryone(alice.context, id);
    say(alice, 'after');
    const early = say(alice, 'taken back later');
    say(alice, 'behind it');
    deleteForEveryone(alice.context, early);
    say(alice, 'last');
    await deliver();
    const items = timeline(bob).items;
    expect(items.map((item) => (item.kind === 'message' ? [item.text, item.gapBefore] : []))).toEqual([
      ['before', false],
      ['after', false],
      ['behind it', false],
      ['last', false],
    ]);
  });

  test('deleted for oneself: on all of one’s own devices, and nowhere else', async () => {
    const second = await server.join('alice', alice);
    const id = say(bob, 'for alice');
    await deliver();
    deleteForMe(alice.context, [id]);
    await deliver();
    for (const device of [alice, second])
      expect(timeline(device).items.map((item) => item.id)).not.toContain(id);
    expect(shown(bob, id).text).toBe('for alice');
    say(bob, 'more');
    await deliver();
    expect(timeline(second).items.at(-1)).toMatchObject({ text: 'more', gapBefore: false });
  });

  test('what was deleted on one device before it came to the other never shows there', async () => {
    const second = await server.join('alice', alice);
    const id = say(bob, 'for alice');
    const mail = await bob.submitToAll();
    await alice.receive(mail.get(alice) ?? []);
    deleteForMe(alice.context, [id]);
    await deliver(alice);
    await second.receive(mail.get(second) ?? []);
    expect(timeline(second).items).toEqual([]);
  });

  test('pins are everybody’s, stars one’s own', async () => {
    const second = await server.join('alice', alice);
    const id = say(bob, 'keep this');
    await deliver();
    setPinned(alice.context, id, true);
    setStarred(alice.context, id, true);
    await deliver();
    expect(timeline(bob).pinned).toMatchObject([{ messageId: id, preview: { text: 'keep this' } }]);
    expect(shown(bob, id)).toMatchObject({ pinned: true, starred: false });
    expect(shown(second, id)).toMatchObject({ pinned: true, starred: true });
    const starred = (device: PaperDevice) => readStarred(viewNow(device.context, device.context.database));
    expect(starred(second)).toMatchObject([{ messageId: id }]);
    setPinned(bob.context, id, false);
    setStarred(second.context, id, false);
    await deliver(alice, bob, second);
    expect(timeline(alice).pinned).toEqual([]);
    expect(starred(alice)).toEqual([]);
  });

  test('forwarding copies what a message says now, marked, without where it came from', async () => {
    const id = say(bob, 'first');
    editMessage(bob.context, id, 'second');
    await deliver();
    const note = alice.context.database.commit((changes) =>
      ensureDirectConversation(changes, alice.context.self, alice.accountId, server.now),
    ).conversationId;
    const [copy] = forwardMessage(alice.context, id, [note], { requestId: 'once' });
    expect(forwardMessage(alice.context, id, [note], { requestId: 'once' })).toEqual([copy]);
    const items = observeTimeline(alice.context, note).timeline.current.items;
    expect(items).toMatchObject([{ text: 'second', forwards: 1, mine: true, edited: null }]);
    const [again] = forwardMessage(alice.context, copy?.messageId ?? '', [conversation()]);
    await deliver();
    expect(shown(bob, again?.messageId ?? '')).toMatchObject({ text: 'second', forwards: 2 });
  });

  test('mentions are tied to accounts and counted', async () => {
    say(alice, `See ${mentionLink(bob.accountId, 'somebody else')}`);
    await deliver();
    expect(summary(bob)).toMatchObject({ unreadMentions: 1, lastMessage: { text: 'See @bob' } });
    const [item] = timeline(bob).items;
    expect(item).toMatchObject({ mentionsMe: true, parts: [{ mentions: [{ name: 'bob', self: true }] }] });
    markRead(bob.context, conversation(), item?.id ?? '');
    expect(summary(bob).unreadMentions).toBe(0);
  });

  test('a silent message says so', async () => {
    const id = say(alice, 'hush', { silent: true });
    await deliver();
    expect(shown(bob, id).silent).toBe(true);
  });
});

describe('RICH-3 clocks', () => {
  const end = Number.MAX_SAFE_INTEGER;
  const forge = (from: PaperDevice, id: string, contentType: string, bytes: Uint8Array) =>
    from.context.database.commit((changes) => {
      const part = single(contentType === mediaType.reaction ? disposition.reaction : 0, contentType, bytes);
      const outgoing = { part, sentAt: end, inReplyTo: id };
      enqueueContent(changes, from.context, writeContent(changes, from.context, conversation(), outgoing));
    });

  test('nobody has the last word for ever by writing a time to come', async () => {
    const id = say(alice, 'hello');
    await deliver();
    forge(bob, id, mediaType.pin, encodePin(true));
    await deliver();
    expect(shown(alice, id).pinned).toBe(true);
    for (const pinned of [false, true, false, true, false, true, false]) {
      setPinned(alice.context, id, pinned);
      await deliver();
      expect([shown(alice, id).pinned, shown(bob, id).pinned]).toEqual([pinned, pinned]);
    }
  });

  test('what looked later than it turns out to be gives way again', async () => {
    const id = say(alice, 'hello');
    await deliver();
    // Alice's clock is fast, and the server has not answered her.
    server.now += 1000;
    setPinned(alice.context, id, true);
    server.now -= 950;
    setPinned(bob.context, id, false);
    server.now -= 50;
    const mail = await bob.submit(alice);
    await alice.receive(mail.map((envelope) => ({ ...envelope, accepted_at: server.now + 100 })));
    expect(shown(alice, id).pinned).toBe(true);
    await alice.submit(bob);
    expect(shown(alice, id).pinned).toBe(false);
  });

  test('what comes about a message after its deletion is not kept', async () => {
    const id = say(alice, 'first');
    await deliver();
    editMessage(alice.context, id, 'a secret');
    const [edit] = await alice.submit(bob);
    deleteForEveryone(alice.context, id);
    await deliver();
    await bob.receive([edit] as never);
    expect(shown(bob, id).deleted).toBe(true);
    const kept = bob.context.database.all('select name from marks where target = ?', [id]);
    expect(kept).toEqual([{ name: 'delete' }]);
  });

  test('nobody’s clock runs away with another’s', async () => {
    const id = say(alice, 'hello');
    await deliver();
    forge(bob, id, mediaType.reaction, new TextEncoder().encode('👍'));
    await deliver();
    react(alice.context, id, '🎹', true);
    react(alice.context, id, '🎹', false);
    await deliver();
    expect(shown(alice, id).reactions).toMatchObject([{ emoji: '👍' }]);
    const [own] = alice.context.database.all(`select sent_at from marks where author = ?`, [alice.accountId]);
    expect(own?.['sent_at']).toBeLessThan(server.now + 1000);
  });

  test('a slow clock is not ignored', async () => {
    const id = say(alice, 'first');
    await deliver();
    editMessage(alice.context, id, 'second');
    await deliver();
    server.now -= 3_600_000;
    editMessage(alice.context, id, 'third');
    await deliver();
    expect(shown(bob, id).text).toBe('third');
  });
});

describe('RICH-11 what is said in one conversation counts there, and from whom it may', () => {
  /** What a modified client could send. */
  const forge = (from: PaperDevice, outgoing: Omit<Outgoing, 'sentAt'>, counter = true) =>
    from.context.database.commit((changes) => {
      const written = writeContent(changes, from.context, conversation(), {
        ...outgoing,
        sentAt: server.now,
      });
      const { random } = from.context.platform;
      const loose = encodeContent(
        composeContent(
          { ...outgoing, sentAt: server.now },
          { counter: 0, previous: null },
          conversation(),
          random,
        ),
      );
      const bytes = counter ? written.bytes : loose;
      const messageId = messageIdOf(from.accountId, conversation(), bytes);
      enqueueContent(changes, from.context, { messageId, conversationId: conversation(), bytes });
      return messageId;
    });

  test('a message of another conversation is neither marked nor quoted', async () => {
    const carol = await server.join('carol');
    const elsewhere = directConversationId(alice.accountId, carol.accountId);
    for (const one of [alice, carol]) {
      one.context.database.commit((changes) =>
        ensureDirectConversation(
          changes,
          one.context.self,
          one === alice ? carol.accountId : alice.accountId,
          server.now,
        ),
      );
    }
    const secret = sendMessage(carol.context, elsewhere, 'for alice').messageId;
    await deliver(carol);
    const emoji = new TextEncoder().encode('👍');
    const reaction = single(disposition.reaction, mediaType.reaction, emoji);
    forge(bob, { part: reaction, inReplyTo: secret });
    forge(bob, { part: single(0, mediaType.pin, encodePin(true)), inReplyTo: secret });
    const reply = forge(bob, { part: textPart('look'), inReplyTo: secret });
    await deliver();
    const { items, pinned } = observeTimeline(alice.context, elsewhere).timeline.current;
    expect(items).toMatchObject([{ text: 'for alice', reactions: [], pinned: false }]);
    expect(pinned).toEqual([]);
    expect(shown(alice, reply).replyTo).toEqual({ kind: 'missing', id: secret });
    expect(timeline(alice).pinned).toEqual([]);
  });

  test('nobody but one’s own devices says what is removed, starred or read here', async () => {
    const id = say(alice, 'hello');
    await deliver();
    const target = { conversation: uuidToBytes(conversation()), message: uuidToBytes(id) };
    const state = encodeOwnState([
      { kind: 'gone', link: null, ...target },
      { kind: 'star', on: true, ...target },
    ]);
    forge(bob, { part: single(0, mediaType.ownState, state) });
    await deliver();
    expect(shown(alice, id)).toMatchObject({ text: 'hello', starred: false });
  });

  test('what has no place in the order of its sender is not taken (REQ-S6)', async () => {
    const id = say(alice, 'hello');
    await deliver();
    forge(bob, { part: textPart('out of order') }, false);
    forge(bob, { part: single(0, mediaType.pin, encodePin(true)), inReplyTo: id }, false);
    await deliver();
    expect(timeline(alice).items.filter((item) => item.kind === 'message')).toHaveLength(1);
    expect(shown(alice, id).pinned).toBe(false);
  });

  test('of two words of one’s own the later counts, in whatever order they come', async () => {
    const second = await server.join('alice', alice);
    const id = say(bob, 'keep this');
    await deliver();
    setStarred(alice.context, id, true);
    const on = await alice.submit(second);
    setStarred(alice.context, id, false);
    const off = await alice.submit(second);
    await second.receive(off);
    await second.receive(on);
    expect(shown(second, id).starred).toBe(false);
  });
});

describe('RICH-4 drafts are kept where they were begun', () => {
  test('per conversation, thread and edit; sending clears its own', () => {
    const root = say(alice, 'root');
    const main = { conversationId: conversation() };
    const thread = { ...main, threadId: root };
    const edit = { ...main, editOf: root };
    keepDraft(alice.context, main, { text: 'main', replyTo: root });
    keepDraft(alice.context, thread, { text: 'thread', replyTo: null });
    keepDraft(alice.context, edit, { text: 'edit', replyTo: null });
    expect([main, thread, edit].map((place) => readDraft(alice.context, place))).toEqual([
      { text: 'main', replyTo: root, extras: noDraftExtras },
      { text: 'thread', replyTo: null, extras: noDraftExtras },
      { text: 'edit', replyTo: null, extras: noDraftExtras },
    ]);
    say(alice, 'sent', { threadId: root });
    editMessage(alice.context, root, 'edited');
    expect([main, thread, edit].map((place) => readDraft(alice.context, place).text)).toEqual([
      'main',
      '',
      '',
    ]);
    say(alice, 'sent');
    expect(readDraft(alice.context, main)).toEqual({ text: '', replyTo: null, extras: noDraftExtras });
  });

  test('with what goes along: a described link and how long it stays, until it is sent', () => {
    const main = { conversationId: conversation() };
    const root = say(alice, 'root');
    const along: DraftExtras = {
      linkPreview: {
        url: 'https://example.org/a',
        title: 'A page',
        description: '',
        siteName: 'example.org',
        image: { mediaType: 'image/png', bytes: Uint8Array.of(1, 2, 3) },
      },
      expiresInSeconds: null,
    };
    keepDraftExtras(alice.context, main, along);
    keepDraft(alice.context, main, { text: 'see https://example.org/a', replyTo: null });
    expect(readDraft(alice.context, main)).toEqual({
      text: 'see https://example.org/a',
      replyTo: null,
      extras: along,
    });
    keepDraftExtras(alice.context, main, { linkPreview: null, expiresInSeconds: 60 });
    expect(readDraft(alice.context, main).extras).toEqual({ linkPreview: null, expiresInSeconds: 60 });
    say(alice, 'elsewhere', { threadId: root });
    expect(readDraft(alice.context, main).extras.expiresInSeconds).toBe(60);
    say(alice, 'sent');
    expect(readDraft(alice.context, main).extras).toEqual(noDraftExtras);
  });

  test.each([0, -1, 1.5, Number.NaN])('no draft stays for %s seconds', (expiresInSeconds) => {
    const keep = () =>
      keepDraftExtras(
        alice.context,
        { conversationId: conversation() },
        { linkPreview: null, expiresInSeconds },
      );
    expect(keep).toThrow('invalid-input');
  });
});

describe('RICH-5 later', () => {
  test('a message can be taken back until it leaves, and comes back to be changed', async () => {
    const id = say(alice, 'oops', { undoSeconds: 10 });
    expect(shown(alice, id).undoUntil).toBe(server.now + 10_000);
    await deliver();
    expect(timeline(bob).items).toEqual([]);
    expect(undoSend(alice.context, id)).toMatchObject({ kind: 'text', text: 'oops' });
    expect(timeline(alice).items).toEqual([]);
    expect(undoSend(alice.context, id)).toBeNull();
    say(alice, 'right');
    await deliver();
    expect(timeline(bob).items).toMatchObject([{ text: 'right', gapBefore: false }]);
  });

  test('writing something else lets it go before that; so does time', async () => {
    const first = say(alice, 'first', { undoSeconds: 10 });
    say(alice, 'second', { undoSeconds: 10 });
    expect(undoSend(alice.context, first)).toBeNull();
    await deliver();
    expect(timeline(bob).items).toMatchObject([{ text: 'first' }]);
    server.now += 10_000;
    alice.context.database.commit((changes) => releaseDue(changes, alice.context));
    await deliver();
    expect(timeline(bob).items).toMatchObject([{ text: 'first' }, { text: 'second' }]);
  });

  test('a scheduled message is written when its time has come, once', async () => {
    const text = (value: string) => ({ kind: 'text' as const, text: value });
    const at = server.now + 60_000;
    const { scheduledId } = scheduleMessage(alice.context, conversation(), text('later'), at, {
      requestId: 'named',
    });
    scheduleMessage(alice.context, conversation(), text('later'), at, { requestId: 'named' });
    expect(readScheduled(alice.context.database)).toMatchObject([
      { scheduledId, at, content: { text: 'later' } },
    ]);
    rescheduleMessage(alice.context, scheduledId, { content: text('changed') });
    expect(sendScheduledDue(alice.context)).toBe(at);
    expect(timeline(alice).items).toEqual([]);
    server.now = at;
    expect(sendScheduledDue(alice.context)).toBeNull();
    expect(readScheduled(alice.context.database)).toEqual([]);
    await deliver();
    expect(timeline(bob).items).toMatchObject([{ text: 'changed' }]);
    const other = scheduleMessage(alice.context, conversation(), text('never'), at + 5);
    cancelScheduled(alice.context, other.scheduledId);
    server.now = at + 10;
    sendScheduledDue(alice.context);
    expect(timeline(alice).items).toHaveLength(1);
  });
});

describe('RICH-6 polls', () => {
  const poll = {
    kind: 'poll' as const,
    question: 'When?',
    options: ['Mo', 'Tu', 'Fr'],
    choicesMax: 2,
    closesAt: null,
  };
  const options = (device: PaperDevice, id: string) => {
    const [part] = shown(device, id).parts;
    return part?.kind === 'poll' ? part : null;
  };

  test('are voted on, changed and closed; each sees who chose what', async () => {
    const { messageId: id } = sendContent(alice.context, conversation(), poll);
    await deliver();
    vote(bob.context, id, [0, 2]);
    vote(alice.context, id, [2]);
    await deliver();
    expect(options(alice, id)).toMatchObject({
      voters: 2,
      options: [{ votes: 1 }, { votes: 0 }, { votes: 2, chosen: true }],
      mayClose: true,
    });
    vote(bob.context, id, []);
    await deliver();
    expect(options(alice, id)).toMatchObject({ voters: 1, options: [{ votes: 0 }, {}, { votes: 1 }] });
    expect(() => closePoll(bob.context, id)).toThrow('not-permitted');
    expect(() => vote(bob.context, id, [0, 1, 2])).toThrow('invalid-input');
    expect(() => vote(bob.context, id, [3])).toThrow('invalid-input');
    closePoll(alice.context, id);
    await deliver();
    expect(options(bob, id)?.closed).toBe(true);
    expect(() => vote(bob.context, id, [1])).toThrow('not-permitted');
    expect(() => editMessage(alice.context, id, 'x')).toThrow('not-permitted');
  });

  test('a vote that the server had before the end counts, one after it does not', async () => {
    const { messageId: id } = sendContent(alice.context, conversation(), poll);
    await deliver();
    vote(bob.context, id, [0]);
    await deliver(bob);
    // Bob has not heard of the end yet.
    closePoll(alice.context, id);
    const end = await alice.submitToAll();
    vote(bob.context, id, [1]);
    await deliver(bob);
    await bob.receive(end.get(bob) ?? []);
    for (const device of [alice, bob]) {
      expect(options(device, id)).toMatchObject({ closed: true, options: [{ votes: 1 }, { votes: 0 }, {}] });
    }
  });

  test('close by themselves', async () => {
    const closesAt = server.now + 1000;
    const { messageId: id } = sendContent(alice.context, conversation(), { ...poll, closesAt });
    await deliver();
    vote(bob.context, id, [0]);
    await deliver();
    server.now = closesAt + 1;
    expect(options(alice, id)).toMatchObject({
      closed: true,
      mayClose: false,
      options: [{ votes: 1 }, {}, {}],
    });
    expect(() => vote(alice.context, id, [0])).toThrow('not-permitted');
  });

  test('ask something, and offer different things', () => {
    const ask = (change: object) => () => sendContent(alice.context, conversation(), { ...poll, ...change });
    expect(ask({ options: ['one', ' one '] })).toThrow('invalid-input');
    expect(ask({ options: ['one'] })).toThrow('invalid-input');
    expect(ask({ question: '  ' })).toThrow('invalid-input');
    expect(ask({ choicesMax: 4 })).toThrow('invalid-input');
  });
});

describe('RICH-7 places, cards and events', () => {
  test('a place', async () => {
    const place = { latitude: 47.3769, longitude: 8.5417, uncertaintyMeters: 20, label: 'The mill' };
    const { messageId: id } = sendContent(alice.context, conversation(), { kind: 'location', place });
    await deliver();
    expect(shown(bob, id).parts).toEqual([{ kind: 'location', ...place }]);
    const nowhere = { ...place, latitude: 91 };
    expect(() => sendContent(alice.context, conversation(), { kind: 'location', place: nowhere })).toThrow(
      'invalid-input',
    );
  });

  test('a card goes out and comes in as a vCard', async () => {
    const [card] = readContacts(
      'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Carla Rossi\r\nTEL:+41 44\r\nEND:VCARD\r\n',
    );
    if (card === undefined) throw new Error('no card');
    const person = bob.accountId;
    const { messageId: id } = sendContent(alice.context, conversation(), { kind: 'contact', card, person });
    await deliver();
    expect(shown(bob, id).parts).toMatchObject([
      { kind: 'contact', name: 'Carla Rossi', phones: [{ value: '+41 44' }], person: { name: 'bob' } },
    ]);
    expect(readContacts(exportContact(bob.context, id))).toEqual([card]);
    expect(() => readContacts('hello')).toThrow('invalid-input');
  });

  const event = {
    title: 'Rehearsal',
    description: '',
    place: 'Room 4',
    startsAt: Date.UTC(2027, 7, 1, 16),
    endsAt: Date.UTC(2027, 7, 1, 18),
    allDay: false,
    suggestedReminderMinutes: 30,
  };

  test('an event is answered, called off, and goes out as iCalendar', async () => {
    const { messageId: id } = sendContent(alice.context, conversation(), { kind: 'event', event });
    await deliver();
    answerEvent(bob.context, id, 'maybe');
    answerEvent(bob.context, id, 'yes');
    await deliver();
    expect(shown(alice, id).parts).toMatchObject([
      { kind: 'event', ...event, answers: [{ answer: 'yes', people: [{ name: 'bob' }] }], ownAnswer: null },
    ]);
    expect(readEvents(exportEvent(bob.context, id))).toEqual([{ ...event, cancelled: false }]);
    expect(() => cancelEvent(bob.context, id)).toThrow('not-permitted');
    cancelEvent(alice.context, id);
    await deliver();
    expect(shown(bob, id).parts).toMatchObject([{ cancelled: true, ownAnswer: 'yes' }]);
    const backwards = { ...event, endsAt: event.startsAt - 1 };
    expect(() => sendContent(alice.context, conversation(), { kind: 'event', event: backwards })).toThrow(
      'invalid-input',
    );
  });

  test('reminders come when they are due, on every device, and not for what was called off', async () => {
    const second = await server.join('bob', bob);
    const startsAt = server.now + 3_600_000;
    const soon = { ...event, startsAt, endsAt: startsAt + 1 };
    const { messageId: id } = sendContent(alice.context, conversation(), { kind: 'event', event: soon });
    await deliver();
    setReminder(bob.context, id, 10);
    await deliver(bob);
    const plan = (device: PaperDevice) =>
      device.context.database.commit((changes) => planReminders(changes, server.now));
    expect([plan(bob), plan(second)]).toEqual([startsAt - 600_000, startsAt - 600_000]);
    server.now = startsAt - 600_000;
    expect(plan(second)).toBeNull();
    expect(readReminders(second.context.database, server.now)).toMatchObject([
      { messageId: id, title: 'Rehearsal' },
    ]);
    cancelEvent(alice.context, id);
    await deliver(alice);
    plan(second);
    expect(readReminders(second.context.database, server.now)).toEqual([]);
  });
});

describe('RICH-8 what a conversation is about', () => {
  test('a reference is known to its people, and found by it', async () => {
    setReference(alice.context, conversation(), { system: 'order', reference: ' A-1042 ' });
    await deliver();
    expect(summary(bob).reference).toEqual({ system: 'order', reference: 'A-1042' });
    expect(findByReference(bob.context.database, { reference: 'a-1042' })).toEqual([conversation()]);
    expect(findByReference(bob.context.database, { system: 'project', reference: 'A-1042' })).toEqual([]);
    expect(timeline(bob).items).toMatchObject([
      { kind: 'notice', notice: 'conversation', actor: { name: 'alice' }, change: { kind: 'reference' } },
    ]);
    setReference(bob.context, conversation(), null);
    await deliver();
    expect(summary(alice).reference).toBeNull();
    expect(findByReference(alice.context.database, { reference: 'A-1042' })).toEqual([]);
    expect(() => setReference(bob.context, conversation(), { system: 'x', reference: ' ' })).toThrow(
      'invalid-input',
    );
  });
});

describe('RICH-9 link previews are made by the sender', () => {
  const preview = {
    url: 'https://example.org/programme',
    title: 'Programme',
    description: 'What we play',
    siteName: 'Example',
    image: { mediaType: 'image/png' as const, bytes: new Uint8Array([1, 2, 3]) },
  };
  test('and travel with the message; an edit that removes the link removes the preview', async () => {
    const { messageId: id } = sendContent(alice.context, conversation(), {
      kind: 'text',
      text: `Look: ${preview.url}`,
      linkPreviews: [preview],
    });
    await deliver();
    expect(shown(bob, id).parts).toMatchObject([{ kind: 'text' }, { kind: 'link-preview', ...preview }]);
    editMessage(alice.context, id, 'Look elsewhere');
    await deliver();
    expect(shown(bob, id).parts).toMatchObject([{ kind: 'text', text: 'Look elsewhere' }]);
  });

  test('a preview of something that is not in the text is neither sent nor shown', async () => {
    expect(() =>
      sendContent(alice.context, conversation(), { kind: 'text', text: 'Look', linkPreviews: [preview] }),
    ).toThrow('invalid-input');
    const forged = unitOf([textPart('Look: https://bank.example'), linkPreviewPart(preview)]);
    const { messageId: id } = sendPart(alice.context, conversation(), forged, {});
    await deliver();
    expect(shown(bob, id).parts).toMatchObject([{ kind: 'text' }]);
    expect(shown(bob, id).parts).toHaveLength(1);
  });
});

describe('RICH-10 what a later version writes', () => {
  const later = single(1, 'application/vnd.later', new Uint8Array([1, 2]));

  /** Sends what this version would not write. */
  const forge = (from: PaperDevice, outgoing: Partial<Outgoing>) =>
    from.context.database.commit((changes) => {
      const base = { part: later, sentAt: server.now };
      const written = writeContent(changes, from.context, conversation(), { ...base, ...outgoing });
      enqueueContent(changes, from.context, written);
      return written.messageId;
    });

  test('stands beside what is understood', async () => {
    const id = forge(alice, { part: unitOf([textPart('beside it'), later]) });
    await deliver();
    expect(shown(bob, id).parts).toMatchObject([{ kind: 'text' }, { kind: 'unknown' }]);
  });

  test('is shown as that on all devices, leaves no gap, and is kept', async () => {
    const second = await server.join('alice', alice);
    const id = forge(alice, {});
    const required = forge(alice, { part: textPart('x'), extensions: new Map([['!later', 1]]) });
    forge(alice, { part: single(0, 'application/vnd.later-mark', new Uint8Array()), inReplyTo: id });
    say(alice, 'and on');
    await deliver();
    for (const device of [bob, second]) {
      expect(timeline(device).items).toMatchObject([
        { kind: 'placeholder', id, cause: 'newer-version' },
        { kind: 'placeholder', id: required, cause: 'newer-version' },
        { kind: 'message', text: 'and on', gapBefore: false },
      ]);
      expect(device.context.database.all('select 1 from kept_contents')).toHaveLength(3);
    }
    expect(summary(second).unread).toBe(0);
    // Nothing changes as long as the version does not.
    retake(bob);
    expect(timeline(bob).items[0]).toMatchObject({ kind: 'placeholder', id });
  });

  test('what is in a wrong form stands in its place too: nothing is missing before what follows', async () => {
    forge(alice, { part: single(1, 'application/vnd.sotto.poll+cbor', new Uint8Array([1])) });
    say(alice, 'and on');
    await deliver();
    expect(timeline(bob).items).toMatchObject([
      // A line that says why the message is not shown: what it holds cannot be read by anybody.
      { kind: 'placeholder', cause: 'refused' },
      { kind: 'message', text: 'and on', gapBefore: false },
    ]);
  });

  test('is read where it stood once it is understood, marks included', async () => {
    const id = say(alice, 'first');
    const edited = forge(alice, { part: textPart('second'), replaces: id });
    const poll = forge(alice, { part: textPart('a kind of the future') });
    const mail = await alice.submit(bob);
    // As a version would that knows texts only as they were first.
    const kinds = new Map([
      [edited, false],
      [poll, true],
    ]);
    await bob.receive(mail.filter(({ message_id }) => !kinds.has(message_id)));
    bob.context.database.commit((changes) => {
      for (const envelope of mail.filter(({ message_id }) => kinds.has(message_id))) {
        const outcome = decryptEnvelope(changes, bob.context, envelope);
        if (outcome.kind !== 'message') throw new Error(outcome.kind);
        keepContent(changes, outcome.message, false, kinds.get(envelope.message_id) === true);
      }
    });
    expect(timeline(bob).items).toMatchObject([{ text: 'first' }, { kind: 'placeholder', id: poll }]);
    retake(bob);
    expect(timeline(bob).items).toMatchObject([
      { text: 'second', edited: { versions: 2 } },
      { kind: 'message', id: poll, text: 'a kind of the future', gapBefore: false },
    ]);
    expect(bob.context.database.all('select 1 from kept_contents')).toEqual([]);
  });

  const retake = (device: PaperDevice) =>
    retakeKept({ ...device.context, liveness: createLiveness(device.context.platform, () => {}) });
});

describe('MSG-7 what could not be read and is no message', () => {
  test('takes effect when it comes again, and its line goes', async () => {
    const id = say(alice, 'first');
    await deliver();
    bob.context.database.commit((changes) => changes.run('delete from sessions'));
    editMessage(alice.context, id, 'second');
    react(alice.context, id, '👍', true);
    await bob.receive(await alice.submit(bob));
    expect(timeline(bob).items.filter((item) => item.kind === 'placeholder')).toHaveLength(2);
    askAgain(bob.context);
    await alice.receive(await bob.submit(alice));
    await bob.receive(await alice.submit(bob));
    expect(timeline(bob).items.filter((item) => item.kind === 'placeholder')).toEqual([]);
    expect(shown(bob, id)).toMatchObject({ text: 'second', reactions: [{ emoji: '👍' }], gapBefore: false });
  });

  test('what was deleted is not sent again to who asks for it', async () => {
    say(alice, 'before');
    await deliver();
    bob.context.database.commit((changes) => changes.run('delete from sessions'));
    const id = say(alice, 'regretted');
    await bob.receive(await alice.submit(bob));
    deleteForEveryone(alice.context, id);
    askAgain(bob.context);
    await alice.receive(await bob.submit(alice));
    await bob.receive(await alice.submit(bob));
    const texts = timeline(bob).items.flatMap((item) => (item.kind === 'message' ? [item.text] : []));
    expect(texts).toEqual(['before']);
    expect(timeline(bob).items.some((item) => item.kind === 'placeholder')).toBe(false);
  });
});

test('DEV-3 what was done to a message while sending waited leaves after the decision', async () => {
  const id = say(alice, 'hello');
  await deliver();
  alice.context.database.commit((changes) =>
    changes.run('update people set awaiting_decision = 1 where account_id = ?', [bob.accountId]),
  );
  react(alice.context, id, '👍', true);
  await alice.submit(bob);
  expect(shown(alice, id).change).toBe('failed');
  acceptChangedIdentity(alice.context, bob.accountId);
  await deliver();
  expect(shown(bob, id).reactions).toMatchObject([{ emoji: '👍' }]);
  expect(shown(alice, id).change).toBeNull();
});
