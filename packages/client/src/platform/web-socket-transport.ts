import type { SocketTransport } from './socket-transport.ts';

type MessageLike = { readonly data: unknown };
type CloseLike = { readonly code: number };

type WebSocketLike = {
  binaryType: string;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: Uint8Array<ArrayBuffer> | string): void;
  close(): void;
};

const abnormalClosure = 1006;

/** Sockets through the engine's own `WebSocket`, which browsers and Node share. */
export function webSocketTransport(
  WebSocketLike: new (url: string, protocols: string[]) => WebSocketLike,
): SocketTransport {
  return (url, protocols, handlers) => {
    let closed = false;
    const close = (code: number) => {
      if (closed) return;
      closed = true;
      handlers.onClose(code);
    };
    const socket = new WebSocketLike(url, [...protocols]);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      if (!closed) handlers.onOpen();
    };
    socket.onmessage = ({ data }: MessageLike) => {
      if (closed) return;
      if (typeof data === 'string') handlers.onMessage(data);
      else if (data instanceof ArrayBuffer) handlers.onMessage(new Uint8Array(data));
    };
    socket.onclose = ({ code }: CloseLike) => close(code);
    // An error is always followed by a close event; without a handler Node would report it twice.
    socket.onerror = () => {};
    return {
      send: (data) => {
        if (!closed) socket.send(data as Uint8Array<ArrayBuffer> | string);
      },
      close: () => {
        socket.close();
        close(abnormalClosure);
      },
    };
  };
}
