export {
  AcceptedFrame,
  AuthenticatedFrame,
  CaughtUpFrame,
  DeliveredEnvelope,
  DownFrame,
  ErrorFrame,
  HelloFrame,
  MessagesFrame,
  NoticeFrame,
  PongFrame,
  StaleDevicesFrame,
} from './down.ts';
export { decodeFrame, encodeFrame, type FrameEncoding, type FrameResult } from './frame-codec.ts';
export { socketCloseCodes, socketPath, socketProtocols, socketTokenPrefix } from './path.ts';
export { AcknowledgeFrame, AuthenticateFrame, PingFrame, SendFrame, UpFrame } from './up.ts';
