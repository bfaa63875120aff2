export {
  AcceptedFrame,
  AuthenticatedFrame,
  CaughtUpFrame,
  DeliveredEnvelope,
  DeliveredGroupEvent,
  DownFrame,
  ErrorFrame,
  GroupEventsFrame,
  GroupStaleFrame,
  HelloFrame,
  MessagesFrame,
  NoticeFrame,
  PongFrame,
  StaleDevicesFrame,
} from './down.ts';
export { decodeFrame, encodeFrame, type FrameEncoding, type FrameResult } from './frame-codec.ts';
export { socketCloseCodes, socketPath, socketProtocols, socketTokenPrefix } from './path.ts';
export {
  AcknowledgeFrame,
  AuthenticateFrame,
  GroupAcknowledgeFrame,
  GroupSendFrame,
  PingFrame,
  SendFrame,
  UpFrame,
} from './up.ts';
