export type SocketHandlers = {
  onOpen(): void;
  onMessage(data: Uint8Array | string): void;
  /** Exactly once, also when it never opened; nothing is called after it. */
  onClose(code: number): void;
};

export type Socket = {
  send(data: Uint8Array | string): void;
  close(): void;
};

/** Opens a WebSocket that offers these subprotocols. Never throws: failure is `onClose`. */
export type SocketTransport = (url: string, protocols: readonly string[], handlers: SocketHandlers) => Socket;
