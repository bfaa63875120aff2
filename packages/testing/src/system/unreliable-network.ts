import type { HttpTransport, Socket, SocketTransport } from '@sotto/client/platform';
import {
  DownFrame,
  decodeFrame,
  encodeFrame,
  GroupSendFrame,
  type SendFrame as Send,
  SendFrame,
} from '@sotto/protocol/socket';

export type HttpRequest = Parameters<HttpTransport>[0];
export type HttpAnswer = Awaited<ReturnType<HttpTransport>>;

/** What a test can do to a client's connection. */
export type UnreliableNetwork = {
  readonly http: HttpTransport;
  readonly socket: SocketTransport;
  /** Nothing goes through until it is on again. */
  setOnline(online: boolean): void;
  /** Closes every socket, as a lost connection would. */
  drop(): void;
  /** How deliveries are treated from now on. */
  setFaults(faults: Faults): void;
  /** Puts a hostile server between the client and the real one. */
  setHostile(hostile: HostileServer): void;
  /** Every submission that left, as it was on the wire. */
  readonly sent: readonly Send[];
  /** Every group message that left. */
  readonly sentToGroups: readonly GroupSendFrame[];
};

/** What a server that lies makes of what the real one says. */
export type HostileServer = {
  /** What comes instead of a frame; nothing: it is withheld. */
  readonly frame?: (frame: DownFrame) => readonly DownFrame[];
  /** What comes instead of an answer. */
  readonly answer?: (request: HttpRequest, answer: HttpAnswer) => HttpAnswer | Promise<HttpAnswer>;
  /** Called before a request leaves; throwing keeps it from leaving. */
  readonly request?: (request: HttpRequest) => void;
};

export type Faults = {
  /** Chance of each delivery to come twice, to swap places with the next, or to be held back a while. */
  readonly duplicate: number;
  readonly reorder: number;
  readonly delay: number;
  /** Chance of the connection to break with each frame, either way. */
  readonly break: number;
};

export const noFaults: Faults = { duplicate: 0, reorder: 0, delay: 0, break: 0 };

type Chance = { below(limit: number): number };

/** A network in front of a real one that loses, doubles, delays and reorders, as a seed says. */
export function unreliableNetwork(
  http: HttpTransport,
  socket: SocketTransport,
  chance: Chance,
): UnreliableNetwork {
  const open = new Set<() => void>();
  const sent: Send[] = [];
  const sentToGroups: GroupSendFrame[] = [];
  let hostile: HostileServer = {};
  let online = true;
  let faults = noFaults;
  const happens = (share: number) => share > 0 && chance.below(1_000_000) < share * 1_000_000;

  function unreliableSocket(...[url, protocols, handlers]: Parameters<SocketTransport>): Socket {
    let closed = false;
    let held: Uint8Array | string | null = null;
    const close = (code: number) => {
      if (closed) return;
      closed = true;
      open.delete(lose);
      handlers.onClose(code);
    };
    if (!online) {
      setTimeout(() => close(1006), 1);
      return { send: () => {}, close: () => close(1006) };
    }
    const inner = socket(url, protocols, {
      onOpen: () => closed || handlers.onOpen(),
      onMessage(data) {
        if (closed) return;
        for (const one of tampered(data)) receive(one);
      },
      onClose: close,
    });
    function receive(data: Uint8Array | string): void {
      if (closed) return;
      if (happens(faults.break)) {
        lose();
        return;
      }
      if (!isDelivery(data)) {
        handlers.onMessage(data);
        return;
      }
      if (held === null && happens(faults.reorder)) {
        held = data;
        setTimeout(release, 20);
        return;
      }
      if (happens(faults.delay)) {
        setTimeout(() => closed || handlers.onMessage(data), chance.below(30));
      } else handlers.onMessage(data);
      if (happens(faults.duplicate)) handlers.onMessage(data);
      release();
    }
    function release(): void {
      const late = held;
      held = null;
      if (late !== null && !closed) handlers.onMessage(late);
    }
    function lose(): void {
      inner.close();
      close(1006);
    }
    open.add(lose);
    return {
      send(data) {
        if (closed) return;
        if (happens(faults.break)) return lose();
        note(data);
        inner.send(data);
        // The answer may get lost with what follows.
        if (happens(faults.break)) lose();
      },
      close() {
        closed = true;
        open.delete(lose);
        inner.close();
      },
    };
  }

  function note(data: Uint8Array | string): void {
    const decoded = decodeFrame(SendFrame, data);
    if (decoded.kind === 'frame') sent.push(decoded.frame);
    const group = decodeFrame(GroupSendFrame, data);
    if (group.kind === 'frame') sentToGroups.push(group.frame);
  }

  function tampered(data: Uint8Array | string): readonly (Uint8Array | string)[] {
    if (hostile.frame === undefined) return [data];
    const decoded = decodeFrame(DownFrame, data);
    if (decoded.kind !== 'frame') return [data];
    return hostile.frame(decoded.frame).map((frame) => encodeFrame(frame, 'cbor'));
  }

  return {
    http: async (request) => {
      if (!online) throw new TypeError('the network is off');
      hostile.request?.(request);
      const answer = await http(request);
      return hostile.answer === undefined ? answer : hostile.answer(request, answer);
    },
    socket: unreliableSocket,
    setOnline(next) {
      online = next;
      if (!online) for (const lose of [...open]) lose();
    },
    drop() {
      for (const lose of [...open]) lose();
    },
    setFaults(next) {
      faults = next;
    },
    setHostile(next) {
      hostile = next;
    },
    sent,
    sentToGroups,
  };
}

function isDelivery(data: Uint8Array | string): boolean {
  const decoded = decodeFrame(DownFrame, data);
  return (
    decoded.kind === 'frame' && (decoded.frame.type === 'messages' || decoded.frame.type === 'group-events')
  );
}
