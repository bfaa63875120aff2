import { randomUUID } from 'node:crypto';
import type {
  CommitBundle,
  ConversationId,
  CoreCryptoContext,
  CredentialRef,
} from '@wireapp/core-crypto/browser';
import type { Change, MlsPeer, PendingCommit, Suite } from './mls-peer.ts';
import { openMlsModule } from './open-mls-module.ts';

/** An `MLSMessage` begins with version and wire format; Wire's key packages and GroupInfos are what follows. */
const headerBytes = 4;
const headerOf = (wireFormat: number) => Uint8Array.of(0, 1, 0, wireFormat);
const wireFormats = { keyPackage: 5 } as const;

let devices = 0n;

/** A device that runs OpenMLS, as Wire's core-crypto wraps it, with its store in memory. */
export async function openMlsPeer(suite: Suite): Promise<MlsPeer> {
  const library = await openMlsModule();
  const database = await library.Database.inMemory();
  const core = library.CoreCrypto.new(database as never);
  const userId = randomUUID();
  const deviceId = ++devices;
  const clientId = new library.ClientId(
    new library.Uuid(userId),
    new library.DeviceId(deviceId),
    'sotto.test',
  );
  const credential = Buffer.from(clientId.copyBytes()).toString();
  let group: ConversationId | undefined;
  let identity: CredentialRef | undefined;
  let proposalsReceived = 0;
  /** Takes the next commit that the library wants sent, and says whether it was. */
  let send: ((bundle: CommitBundle) => Promise<void>) | undefined;

  await core.transaction(async (context) => {
    await context.mlsInit(clientId, {
      sendCommitBundle: async (bundle) => send?.(bundle),
      prepareForTransport: () => Promise.reject(new Error('history is not shared')),
    });
    identity = (await context.addCredential(
      library.Credential.basic(suite as number, clientId),
    )) as CredentialRef;
  });

  const inGroup = (): ConversationId => {
    if (group === undefined) throw new Error('not in a group');
    return group;
  };

  /** Runs what makes a commit up to the moment where the delivery service is asked. */
  function pending(act: (context: CoreCryptoContext) => Promise<unknown>): Promise<PendingCommit> {
    return new Promise((resolve, reject) => {
      let answer: (won: boolean) => void = () => {};
      const answered = new Promise<boolean>((settled) => {
        answer = settled;
      });
      send = async (bundle) => {
        resolve({
          commit: bundle.commit,
          welcome: bundle.welcome?.serialize(),
          groupInfo: bundle.groupInfo.payload,
          settle: async (won) => {
            answer(won);
            if (won) proposalsReceived = 0;
            await done.catch((error) => {
              if (won) throw error;
            });
          },
        });
        if (!(await answered))
          throw new library.MlsTransportError.MessageRejected({ reason: 'another commit was first' });
      };
      const done = core.transaction(act).finally(() => {
        send = undefined;
      });
      done.catch(reject);
    });
  }

  return {
    implementation: 'openmls',
    credential,
    abilities: new Set(['add', 'remove', 'external']),
    reordering: 1,
    async keyPackage() {
      const bytes = await core.transaction(async (context) =>
        (await context.generateKeyPackage(identity as CredentialRef)).serialize(),
      );
      return Buffer.concat([headerOf(wireFormats.keyPackage), bytes]);
    },
    async createGroup(groupId) {
      group = new library.ConversationId(groupId);
      await core.transaction((context) =>
        context.createConversation(inGroup(), identity as CredentialRef, undefined),
      );
    },
    async join(welcome) {
      const body = new library.Welcome(welcome);
      group = (await core.transaction((context) => context.processWelcomeMessage(body))) as ConversationId;
    },
    async joinExternally(groupInfo) {
      const body = new library.GroupInfo(groupInfo.slice(headerBytes));
      const old = group;
      if (old !== undefined) await core.transaction((context) => context.wipeConversation(old));
      return pending(async (context) => {
        group = (await context.joinByExternalCommit(body, identity as CredentialRef)) as ConversationId;
      });
    },
    commit(changes) {
      return pending((context) => commitWith(context, changes));
    },
    propose: () => Promise.reject(new Error('core-crypto makes no proposals')),
    async receive(message) {
      const opened = await core.transaction((context) => context.decryptMessage(inGroup(), message));
      if (library.DecryptedMessage.Text.instanceOf(opened)) {
        const { plaintext, senderClientId } = opened.inner;
        const sender = Buffer.from(senderClientId.copyBytes()).toString();
        return { kind: 'application', plaintext, sender };
      }
      if (library.DecryptedMessage.Commit.instanceOf(opened)) {
        proposalsReceived = 0;
        return { kind: 'commit', active: opened.inner.isActive };
      }
      proposalsReceived++;
      return { kind: 'proposal' };
    },
    encrypt: (plaintext) => core.transaction((context) => context.encryptMessage(inGroup(), plaintext)),
    knowPsk() {},
    close() {
      core.uniffiDestroy();
      (database as { uniffiDestroy?(): void }).uniffiDestroy?.();
    },
    leaves: () => undefined,
    async view() {
      const ids = await core.getClientIds(inGroup());
      return {
        epoch: await core.conversationEpoch(inGroup()),
        exported: (await core.exportSecretKey(inGroup(), 32)).copyBytes(),
        epochAuthenticator: undefined,
        treeHash: undefined,
        members: ids.map((id) => Buffer.from(id.copyBytes()).toString()).sort(),
      };
    },
  };

  async function commitWith(context: CoreCryptoContext, changes: readonly Change[]): Promise<void> {
    const kinds = new Set(changes.map((change) => change.kind));
    if (changes.length === 0 && proposalsReceived > 0) return context.commitPendingProposals(inGroup());
    if (changes.length === 0) return context.updateKeyingMaterial(inGroup());
    if (kinds.size > 1) throw new Error('core-crypto commits one kind of change at a time');
    const added = changes.flatMap((change) =>
      change.kind === 'add' ? [new library.KeyPackage(change.keyPackage.slice(headerBytes))] : [],
    );
    if (added.length > 0) return context.addClientsToConversation(inGroup(), added);
    const removed = changes.flatMap((change) =>
      change.kind === 'remove' ? [clientIdOf(change.credential)] : [],
    );
    if (removed.length > 0) return context.removeClientsFromConversation(inGroup(), removed);
    throw new Error(`core-crypto cannot commit ${[...kinds]}`);
  }

  function clientIdOf(wanted: string) {
    const [user, rest] = wanted.split(':') as [string, string];
    const [device, domain] = rest.split('@') as [string, string];
    return new library.ClientId(new library.Uuid(user), new library.DeviceId(BigInt(`0x${device}`)), domain);
  }
}
