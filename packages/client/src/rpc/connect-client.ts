import type { ConversationId } from '@sotto/protocol';
import type { Timeline } from '../api/conversation.ts';
import type { GroupDetails, GroupDetailsHandle } from '../api/group.ts';
import type { SottoClient, TimelineHandle } from '../api/sotto-client.ts';
import { ClientError } from '../client-error.ts';
import { defaultPreferences } from '../messages/preferences.ts';
import { keepIdentity } from '../queries/same-shape.ts';
import { type ValueQuery, valueQuery } from '../queries/value-query.ts';
import { type ActionName, actions, type QueryName } from './actions.ts';
import { type Answer, kindOf, type Request, type ViewName, type ViewValue } from './messages.ts';
import type { MessagePortLike } from './port.ts';

type Pending = {
  readonly request: Request & { readonly id: string };
  readonly repeat: boolean;
  resolve(value: never): void;
  reject(error: ClientError): void;
};

/** Shown until the engine answers. */
const emptyTimeline: Omit<Timeline, 'conversationId' | 'threadId'> = {
  root: null,
  items: [],
  hasOlder: false,
  hasNewer: false,
  pinned: [],
  unreadFrom: null,
  loading: true,
};

/**
 * A client that lives behind a port. It can be used at once: what is asked before the engine is there
 * waits for it. When another engine takes over, what was under way is asked again, or told that it was
 * interrupted where doing it twice would be wrong.
 *
 * @param newId names calls: random, so that no two tabs use the same.
 */
export function connectClient(port: MessagePortLike, newId: () => string): SottoClient {
  const queries = {
    session: valueQuery({ kind: 'starting' }),
    connection: valueQuery({ kind: 'connecting' }),
    people: valueQuery([]),
    conversations: valueQuery([]),
    preferences: valueQuery(defaultPreferences),
    uploads: valueQuery([]),
    downloads: valueQuery([]),
    threads: valueQuery([]),
    scheduled: valueQuery([]),
    reminders: valueQuery([]),
  } as unknown as Record<QueryName, ValueQuery<unknown>>;
  const pending = new Map<string, Pending>();
  const views = new Map<string, { request: Request; query: ValueQuery<ViewValue> }>();
  const post = (request: Request) => port.post(request);
  let answered = false;
  let closed = false;

  const release = port.listen((message) => {
    if (kindOf(message) !== null) take(message as Answer);
  });
  post({ kind: 'hello' });

  function take(answer: Answer): void {
    switch (answer.kind) {
      case 'engine-up':
        begin();
        return;
      case 'query': {
        answered = true;
        const query = queries[answer.name];
        query.set(keepIdentity(query.current, answer.value));
        return;
      }
      case 'view': {
        const query = views.get(answer.id)?.query;
        query?.set(keepIdentity(query.current, answer.value));
        return;
      }
      case 'result':
        pending.get(answer.id)?.resolve(answer.value as never);
        pending.delete(answer.id);
        return;
      case 'failure':
        pending.get(answer.id)?.reject(new ClientError(answer.code));
        pending.delete(answer.id);
    }
  }

  /** An engine is there, the first one or the next. */
  function begin(): void {
    const tookOver = answered;
    post({ kind: 'hello' });
    for (const { request } of views.values()) post(request);
    for (const [id, { request, repeat, reject }] of [...pending]) {
      if (repeat || !tookOver) {
        post(request);
      } else {
        pending.delete(id);
        reject(new ClientError('interrupted'));
      }
    }
  }

  function ask(request: Pending['request'], repeat: boolean): Promise<never> {
    if (closed) return Promise.reject(new ClientError('closed'));
    return new Promise((resolve, reject) => {
      pending.set(request.id, { request, repeat, resolve, reject });
      post(request);
    });
  }

  function openView<Value extends ViewValue>(
    view: ViewName,
    conversationId: ConversationId,
    threadId: string | null,
    initial: Value,
  ): { id: string; query: ValueQuery<Value>; close: () => void } {
    const id = newId();
    const request: Request = { kind: 'open-view', id, view, conversationId, threadId };
    const query = valueQuery<Value>(initial);
    // The far side answers a view with values of its kind.
    views.set(id, { request, query: query as unknown as ValueQuery<ViewValue> });
    post(request);
    const close = () => {
      views.delete(id);
      post({ kind: 'close-view', id });
    };
    return { id, query, close };
  }

  function openTimeline(
    conversationId: ConversationId,
    options: { readonly threadId?: string } = {},
  ): TimelineHandle {
    const threadId = options.threadId ?? null;
    const empty = { ...emptyTimeline, conversationId, threadId };
    const { id, query, close } = openView<Timeline>('timeline', conversationId, threadId, empty);
    const move = (to: 'older' | 'newer' | 'latest' | 'message', messageId: string | null = null) =>
      ask({ kind: 'move-timeline', id: newId(), timeline: id, to, messageId }, true);
    return {
      timeline: query,
      loadOlder: () => move('older'),
      loadNewer: () => move('newer'),
      jumpTo: (messageId) => move('message', messageId),
      jumpToLatest: () => move('latest'),
      close,
    };
  }

  function openGroupDetails(conversationId: ConversationId): GroupDetailsHandle {
    const { query, close } = openView<GroupDetails | null>('group-details', conversationId, null, null);
    return { details: query, close };
  }

  const calls = Object.fromEntries(
    Object.entries(actions).map(([action, whenLost]) => [
      action,
      (...args: unknown[]) =>
        ask({ kind: 'call', id: newId(), action: action as ActionName, args }, whenLost === 'repeat'),
    ]),
  ) as unknown as Pick<SottoClient, ActionName>;

  return {
    ...(queries as unknown as Pick<SottoClient, QueryName>),
    ...calls,
    openTimeline,
    openGroupDetails,
    async close() {
      closed = true;
      release();
      for (const { reject } of pending.values()) reject(new ClientError('closed'));
      pending.clear();
      for (const id of views.keys()) post({ kind: 'close-view', id });
      views.clear();
    },
  };
}
