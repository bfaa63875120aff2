import type { Query } from '../api/query.ts';
import type { SottoClient, TimelineHandle } from '../api/sotto-client.ts';
import { ClientError, type ClientErrorCode } from '../client-error.ts';
import { isActionName, largeAnswers, named, queryNames } from './actions.ts';
import { type Answer, kindOf, type Request, type ViewValue } from './messages.ts';
import type { MessagePortLike } from './port.ts';

type OpenView = Extract<Request, { kind: 'open-view' }>;
type MoveTimeline = Extract<Request, { kind: 'move-timeline' }>;

type View = {
  readonly query: Query<ViewValue>;
  readonly timeline: TimelineHandle | null;
  close(): void;
};

/** Answers remembered, so that a call that comes twice is done once. */
const rememberedMax = 1000;

/**
 * Serves a client over a port: queries are mirrored, actions answered, timelines opened for the other
 * side. A repeated call gets the answer of the first.
 *
 * @returns stops serving and closes what was opened; the client itself goes on.
 */
export function serveClient(port: MessagePortLike, client: SottoClient): () => void {
  const answers = new Map<string, Promise<Answer>>();
  const views = new Map<string, View>();
  const wanted = new Map<string, OpenView>();
  const post = (answer: Answer) => port.post(answer);

  const releases = queryNames.map((name) =>
    client[name].subscribe(() => post({ kind: 'query', name, value: client[name].current })),
  );
  releases.push(
    client.session.subscribe(() => {
      if (client.session.current.kind === 'signed-out') closeViews();
      else for (const request of [...wanted.values()]) openView(request);
    }),
  );
  releases.push(
    port.listen((message) => {
      if (kindOf(message) !== null) take(message as Request);
    }),
  );
  post({ kind: 'engine-up' });

  function take(request: Request): void {
    switch (request.kind) {
      case 'hello':
        for (const name of queryNames) post({ kind: 'query', name, value: client[name].current });
        return;
      case 'call':
        answerOnce(request.id, () => run(request), largeAnswers.has(request.action));
        return;
      case 'move-timeline':
        answerOnce(request.id, async () => move(views.get(request.timeline)?.timeline ?? null, request));
        return;
      case 'open-view':
        wanted.set(request.id, request);
        openView(request);
        return;
      case 'close-view':
        wanted.delete(request.id);
        views.get(request.id)?.close();
        views.delete(request.id);
    }
  }

  function run({ id, action, args }: Extract<Request, { kind: 'call' }>): Promise<unknown> {
    if (!isActionName(action)) return Promise.reject(new ClientError('internal'));
    return (client[action] as (...args: readonly unknown[]) => Promise<unknown>)(...named(action, args, id));
  }

  function answerOnce(id: string, work: () => Promise<unknown>, large = false): void {
    let answer = answers.get(id);
    if (answer === undefined) {
      answer = work().then(
        (value): Answer => ({ kind: 'result', id, value }),
        (error: unknown): Answer => ({ kind: 'failure', id, code: codeOf(error) }),
      );
      answers.set(id, answer);
      const oldest = answers.keys().next().value;
      if (answers.size > rememberedMax && oldest !== undefined) answers.delete(oldest);
    }
    void answer.then((given) => {
      post(given);
      if (large) answers.delete(id);
    });
  }

  /** A conversation can be asked for before the engine has opened its store. */
  function openView(request: OpenView): void {
    const { id } = request;
    if (views.has(id) || client.session.current.kind !== 'signed-in') return;
    let view: View;
    try {
      view = viewOf(client, request);
    } catch {
      // Signed out in the same moment: it is opened again when somebody is signed in.
      return;
    }
    views.set(id, view);
    const show = () => post({ kind: 'view', id, value: view.query.current });
    view.query.subscribe(show);
    show();
  }

  function closeViews(): void {
    for (const view of views.values()) view.close();
    views.clear();
  }

  return () => {
    for (const release of releases) release();
    closeViews();
    wanted.clear();
  };
}

function viewOf(client: SottoClient, { view, conversationId, threadId }: OpenView): View {
  if (view === 'timeline') {
    const handle = client.openTimeline(conversationId, threadId === null ? {} : { threadId });
    return { query: handle.timeline, timeline: handle, close: () => handle.close() };
  }
  const handle = client.openGroupDetails(conversationId);
  return { query: handle.details, timeline: null, close: () => handle.close() };
}

async function move(timeline: TimelineHandle | null, { to, messageId }: MoveTimeline): Promise<boolean> {
  if (timeline === null) return false;
  switch (to) {
    case 'older':
      await timeline.loadOlder();
      return true;
    case 'newer':
      await timeline.loadNewer();
      return true;
    case 'latest':
      await timeline.jumpToLatest();
      return true;
    case 'message':
      return timeline.jumpTo(messageId ?? '');
  }
}

function codeOf(error: unknown): ClientErrorCode {
  return error instanceof ClientError ? error.code : 'internal';
}
