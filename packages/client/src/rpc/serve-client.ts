import type { NewGroup } from '../api/group.ts';
import type { Query } from '../api/query.ts';
import type { SottoClient } from '../api/sotto-client.ts';
import { ClientError, type ClientErrorCode } from '../client-error.ts';
import { type ActionName, isActionName, queryNames } from './actions.ts';
import { type Answer, kindOf, type Request, type ViewValue } from './messages.ts';
import type { MessagePortLike } from './port.ts';

type OpenView = Extract<Request, { kind: 'open-view' }>;

type View = { readonly query: Query<ViewValue>; loadOlder(): Promise<void>; close(): void };

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
        answerOnce(request.id, () => run(request));
        return;
      case 'load-older':
        answerOnce(request.id, async () => views.get(request.timeline)?.loadOlder());
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

  function answerOnce(id: string, work: () => Promise<unknown>): void {
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
    void answer.then(post);
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

/** The call's own id makes what is asked for again after a take-over the same message, the same group. */
function named(action: ActionName, args: readonly unknown[], requestId: string): readonly unknown[] {
  if (action === 'sendMessage') return [args[0], args[1], { requestId }];
  if (action === 'createGroup') return [{ ...(args[0] as NewGroup), requestId }];
  return args;
}

function viewOf(client: SottoClient, { view, conversationId }: OpenView): View {
  if (view === 'timeline') {
    const handle = client.openTimeline(conversationId);
    return { query: handle.timeline, loadOlder: () => handle.loadOlder(), close: () => handle.close() };
  }
  const handle = client.openGroupDetails(conversationId);
  return { query: handle.details, loadOlder: async () => {}, close: () => handle.close() };
}

function codeOf(error: unknown): ClientErrorCode {
  return error instanceof ClientError ? error.code : 'internal';
}
