import type { Platform, SocketTransport } from '@sotto/client/platform';
import { DownFrame, decodeFrame, encodeFrame } from '@sotto/protocol/socket';
import type { Turns } from './turns.ts';

/**
 * A platform for a device that shares its process with hundreds: what arrives for it and what it set a timer
 * for waits for its turn, and its deadlines are longer, because an answer waits for its device here longer
 * than it was on its way. Elsewhere each device has a process of its own.
 *
 * @param patience how many times as long it waits for an answer.
 */
export function patientPlatform(platform: Platform, turns: Turns, patience: number): Platform {
  return {
    ...platform,
    http: (request) => platform.http({ ...request, deadlineMs: request.deadlineMs * patience }),
    socket: patientSocket(platform.socket, turns, patience),
    timer(delayMs, work) {
      let cancelled = false;
      const cancel = platform.timer(delayMs, () => turns.push(() => cancelled || work()));
      return () => {
        cancelled = true;
        cancel();
      };
    },
  };
}

function patientSocket(transport: SocketTransport, turns: Turns, patience: number): SocketTransport {
  return (url, protocols, handlers) => {
    let greeted = false;
    return transport(url, protocols, {
      onOpen: handlers.onOpen,
      onMessage(data) {
        if (greeted) {
          turns.push(() => handlers.onMessage(data));
          return;
        }
        // The first frame says how long silence may last.
        greeted = true;
        handlers.onMessage(withLongerSilence(data, patience));
      },
      onClose: (code) => turns.push(() => handlers.onClose(code)),
    });
  };
}

function withLongerSilence(data: Uint8Array | string, patience: number): Uint8Array | string {
  const decoded = decodeFrame(DownFrame, data);
  if (decoded.kind !== 'frame' || decoded.frame.type !== 'hello') return data;
  return encodeFrame({ ...decoded.frame, heartbeat_ms: decoded.frame.heartbeat_ms * patience }, 'cbor');
}
