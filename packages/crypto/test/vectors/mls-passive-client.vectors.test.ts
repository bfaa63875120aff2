import { beforeAll } from 'vitest';
import { decode } from '../../src/group/codec/tls-reader.ts';
import { TlsWriter } from '../../src/group/codec/tls-writer.ts';
import { welcomeKey } from '../../src/group/commit/welcome-key.ts';
import { decodeMlsMessage } from '../../src/group/framing/mls-message.ts';
import { epochAuthenticator, joinFromWelcome, openMessage } from '../../src/group/index.ts';
import { epochSecret, newEpoch, welcomeSecret, zeroSecret } from '../../src/group/schedule/key-schedule.ts';
import type { PskSource } from '../../src/group/schedule/psk-secret.ts';
import { confirmationTag } from '../../src/group/schedule/transcript-hash.ts';
import { isGroupInfoSigned, readGroupInfo } from '../../src/group/structures/group-info.ts';
import { isKeyPackageValid, keyPackageRef } from '../../src/group/structures/key-package.ts';
import { readGroupSecrets } from '../../src/group/structures/welcome.ts';
import { decryptWithLabel } from '../../src/group/suite/labels.ts';
import { ready } from '../../src/primitives/index.ts';
import { forEachSuite } from './mls-suites.ts';
import { expectBytes, expectThat, has, hex, testShape } from './vector-files.ts';

beforeAll(ready);

type PassiveClient = {
  cipher_suite: number;
  key_package: string;
  signature_priv: string;
  encryption_priv: string;
  init_priv: string;
  welcome: string;
  ratchet_tree: string | null;
  initial_epoch_authenticator: string;
  external_psks: { psk_id: string; psk: string }[];
  epochs: { proposals: string[]; commit: string; epoch_authenticator: string }[];
};

testShape<PassiveClient[]>({
  name: 'MLS passive client',
  recognises: (json) => Array.isArray(json) && has(json[0], 'initial_epoch_authenticator', 'epochs'),
  run: (cases) =>
    forEachSuite(cases, (entry, _suite, name) => {
      const psks: PskSource = (psk) => {
        if (psk.kind !== 'external') return undefined;
        const id = Buffer.from(psk.id).toString('hex');
        const found = entry.external_psks.find((held) => held.psk_id === id);
        return found && hex(found.psk);
      };
      const joined = joinFromWelcome({
        welcome: hex(entry.welcome),
        keyPackages: [
          {
            keyPackage: hex(entry.key_package),
            privateKeys: privateKeys(entry.init_priv, entry.encryption_priv),
          },
        ],
        signaturePrivateKey: hex(entry.signature_priv),
        psks,
        ...(entry.ratchet_tree === null ? {} : { ratchetTree: hex(entry.ratchet_tree) }),
      });
      let { state } = joined;
      expectBytes(epochAuthenticator(state), entry.initial_epoch_authenticator, `${name} joined`);
      entry.epochs.forEach((epoch, index) => {
        for (const proposal of epoch.proposals) {
          const opened = openMessage(state, hex(proposal), { psks });
          if (opened.kind !== 'proposal') throw new Error(`${name} epoch ${index}: ${opened.kind}`);
          state = opened.state;
        }
        const opened = openMessage(state, hex(epoch.commit), { psks });
        if (opened.kind !== 'commit' || opened.staged.next === undefined)
          throw new Error(`${name} epoch ${index}: ${opened.kind}`);
        state = opened.staged.next;
        expectBytes(epochAuthenticator(state), epoch.epoch_authenticator, `${name} epoch ${index}`);
      });
    }),
});

type WelcomeCase = {
  cipher_suite: number;
  init_priv: string;
  signer_pub: string;
  key_package: string;
  welcome: string;
};

/** These have no tree: everything of a Welcome that needs none. */
testShape<WelcomeCase[]>({
  name: 'MLS Welcome',
  recognises: (json) => Array.isArray(json) && has(json[0], 'init_priv', 'signer_pub', 'welcome'),
  run: (cases) =>
    forEachSuite(cases, (entry, suite, name) => {
      const package_ = decodeMlsMessage(hex(entry.key_package));
      const message = decodeMlsMessage(hex(entry.welcome));
      if (package_.kind !== 'key-package' || message.kind !== 'welcome') throw new Error(name);
      expectThat(isKeyPackageValid(package_.keyPackage), `${name} key package`);
      const reference = Buffer.from(keyPackageRef(package_.keyPackage));
      const { welcome } = message;
      const addressed = welcome.secrets.find(({ newMember }) => reference.equals(newMember));
      if (addressed === undefined) throw new Error(`${name}: not addressed`);
      const secrets = decode(
        readGroupSecrets,
        decryptWithLabel(
          suite,
          hex(entry.init_priv),
          'Welcome',
          welcome.encryptedGroupInfo,
          addressed.encryptedGroupSecrets,
        ),
      );
      const opening = welcomeKey(suite, welcomeSecret(secrets.joinerSecret, zeroSecret));
      const none = new Uint8Array();
      const info = decode(
        readGroupInfo,
        suite.aead.open(opening.key, opening.nonce, welcome.encryptedGroupInfo, none),
      );
      expectThat(isGroupInfoSigned(info, hex(entry.signer_pub)), `${name} signature`);
      const epoch = newEpoch(epochSecret(secrets.joinerSecret, zeroSecret, info.context));
      const tag = confirmationTag(epoch.confirmation, info.context.confirmedTranscriptHash);
      expectBytes(info.confirmationTag, Buffer.from(tag).toString('hex'), `${name} confirmation tag`);
    }),
});

function privateKeys(init: string, leaf: string): Uint8Array {
  return new TlsWriter().opaque(hex(init)).opaque(hex(leaf)).finish();
}
