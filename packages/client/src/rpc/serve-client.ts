import type { SottoClient, TimelineHandle } from '../api/sotto-client.ts';
import { ClientError, type ClientErrorCode } from '../client-error.ts';
import { isActionName, queryNames } from './actions.ts';
import { type Answer, kindOf, type Request } from './messages.ts';
import type { MessagePortLike } from './port.ts';

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
  const timelines = new Map<string, TimelineHandle>();
  const wanted = new Map<string, Extract<Request, { kind: 'open-timeline' }>>();
  const post = (answer: Answer) => port.post(answer);

  const releases = queryNames.map((name) =>
    client[name].subscribe(() => post({ kind: 'query', name, value: client[name].current })),
  );
  releases.push(
    client.session.subscribe(() => {
      if (client.session.current.kind === 'signed-out') closeTimelines();
      else for (const request of [...wanted.values()]) openTimeline(request);
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
        answerOnce(request.id, async () => timelines.get(request.timeline)?.loadOlder());
        return;
      case 'open-timeline':
        wanted.set(request.id, request);
        openTimeline(request);
        return;
      case 'close-timeline':
        wanted.delete(request.id);
        timelines.get(request.id)?.close();
        timelines.delete(request.id);
    }
  }

  function run({ id, action, args }: Extract<Request, { kind: 'call' }>): Promise<unknown> {
    if (!isActionName(action)) return Promise.reject(new ClientError('internal'));
    // The call's own id makes a message that is sent again after a take-over the same message.
    const given = action === 'sendMessage' ? [args[0], args[1], { requestId: id }] : args;
    return (client[action] as (...args: readonly unknown[]) => Promise<unknown>)(...given);
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
  function openTimeline({ id, conversationId }: Extract<Request, { kind: 'open-timeline' }>): void {
    if (timelines.has(id) || client.session.current.kind !== 'signed-in') return;
    let handle: TimelineHandle;
    try {
      handle = client.openTimeline(conversationId);
    } catch {
      // Signed out in the same moment: it is opened again when somebody is signed in.
      return;
    }
    timelines.set(id, handle);
    const show = () => post({ kind: 'timeline', id, value: handle.timeline.current });
    handle.timeline.subscribe(show);
    show();
  }

  function closeTimelines(): void {
    for (const handle of timelines.values()) handle.close();
    timelines.clear();
  }

  return () => {
    for (const release of releases) release();
    closeTimelines();
    wanted.clear();
  };
}

function codeOf(error: unknown): ClientErrorCode {
  return error instanceof ClientError ? error.code : 'internal';
}
