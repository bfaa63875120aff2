export { filesWith, makeCanary, occursIn } from './canary.ts';
export { seeded } from './seeded.ts';
export { openDatabase } from './server-process/database-client.ts';
export { type ServerProcess, secretOf, startServerProcess } from './server-process/server-process.ts';
export { lieAboutGroup } from './system/lie-about-group.ts';
export { type PersonDevice, passphraseOf, personDevice } from './system/person.ts';
export { PowerCut, type PowerCutStore, powerCutStore } from './system/power-cut-store.ts';
export { type System, startSystem } from './system/start-system.ts';
export {
  type Faults,
  noFaults,
  type UnreliableNetwork,
  unreliableNetwork,
} from './system/unreliable-network.ts';
export { waitUntil } from './system/wait-until.ts';
export { callRoute, pathOf, requestRoute, type WireAnswer } from './wire/json-request.ts';
export { joinOnWire, setUpOnWire } from './wire/organisation-on-wire.ts';
export { deviceListOnWire, listed, registerOnWire, registrationBody } from './wire/register-on-wire.ts';
export { random, refreshBody, signInOnWire, signUpOnWire, type WireAccount } from './wire/wire-account.ts';
export { ofType, openWireSocket, type WireSocket } from './wire/wire-socket.ts';
