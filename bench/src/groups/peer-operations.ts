import type { MlsPeer } from '@sotto/testing/mls-interop';
import { type Figures, middle, perSecond, rounded, spentMs } from './measure.ts';

const messageBytes = 200;

/**
 * The same operations on a foreign implementation, in a group that is there already: two of its devices take the
 * places of two neighbours in a filled tree (ts-mls refuses trees with unmerged leaves), and everything is done
 * by the one and processed by the other.
 *
 * @param host somebody in the group, who adds them. @param replaced credentials of the two.
 */
export async function peerOperations(
  host: MlsPeer,
  replaced: readonly string[],
  make: () => Promise<MlsPeer>,
  times = 3,
): Promise<Figures> {
  const [first, second] = [await make(), await make()];
  const added = await host.commit([
    ...replaced.map((credential) => ({ kind: 'remove', credential }) as const),
    { kind: 'add', keyPackage: await first.keyPackage() },
    { kind: 'add', keyPackage: await second.keyPackage() },
  ]);
  await added.settle(true);
  const welcome = added.welcome as Uint8Array;
  const join = await ms(() => first.join(welcome));
  await second.join(welcome);

  const created: number[] = [];
  const processed: number[] = [];
  const commit = async (changes: Parameters<MlsPeer['commit']>[0]) => {
    created.push(
      await ms(async () => {
        const pending = await first.commit(changes);
        await pending.settle(true);
        last = pending.commit;
      }),
    );
    processed.push(await ms(() => second.receive(last)));
  };
  let last: Uint8Array = new Uint8Array();
  const figures: Figures = { 'join ms': rounded(join) };
  const record = (name: string) => {
    figures[`${name} ms`] = middle(created);
    figures[`${name} processed ms`] = middle(processed);
    created.length = 0;
    processed.length = 0;
  };
  for (let i = 0; i < times; i++) await commit([]);
  record('commit');
  const guests: MlsPeer[] = [];
  for (let i = 0; i < times; i++) {
    const guest = await make();
    guests.push(guest);
    await commit([{ kind: 'add', keyPackage: await guest.keyPackage() }]);
  }
  record('add one');
  for (const guest of guests) await commit([{ kind: 'remove', credential: guest.credential }]);
  record('remove one');

  const sent: Uint8Array[] = [];
  const text = new Uint8Array(messageBytes);
  figures['messages encrypted a second'] = await perSecond(100, async () => {
    sent.push(await first.encrypt(text));
  });
  let next = 0;
  figures['messages read a second'] = await perSecond(100, () => second.receive(sent[next++] as Uint8Array));
  for (const peer of [first, second, ...guests]) peer.close();
  return figures;
}

/** Everybody else added by one commit. @param keyPackages of those to be added. */
export async function peerAddsEverybody(
  creator: MlsPeer,
  keyPackages: readonly Uint8Array[],
): Promise<Figures> {
  await creator.createGroup(crypto.getRandomValues(new Uint8Array(16)), []);
  const changes = keyPackages.map((keyPackage) => ({ kind: 'add', keyPackage }) as const);
  const took = await ms(async () => (await creator.commit(changes)).settle(true));
  creator.close();
  return { 'all others added ms': rounded(took) };
}

async function ms(act: () => Promise<unknown>): Promise<number> {
  const before = spentMs();
  await act();
  return spentMs() - before;
}
