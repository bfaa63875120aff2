export { openDatabase } from './server-process/database-client.ts';
export { type ServerProcess, secretOf, startServerProcess } from './server-process/server-process.ts';
export { callRoute, pathOf, requestRoute, type WireAnswer } from './wire/json-request.ts';
export { joinOnWire, setUpOnWire } from './wire/organisation-on-wire.ts';
export { deviceListOnWire, listed, registerOnWire, registrationBody } from './wire/register-on-wire.ts';
export { random, refreshBody, signInOnWire, signUpOnWire, type WireAccount } from './wire/wire-account.ts';
export { ofType, openWireSocket, type WireSocket } from './wire/wire-socket.ts';
