import { joinOnWire, type ServerProcess, setUpOnWire, type WireAccount } from '@sotto/testing';

/** An organisation with so many people, each signed up and with a registered device, as anybody's is. */
export async function benchOrganisation(server: ServerProcess, people: number): Promise<WireAccount[]> {
  const owner = await setUpOnWire(server, 'owner');
  const accounts: WireAccount[] = [];
  const atOnce = 4;
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < people) accounts.push(await joinOnWire(owner, `person${next++}`));
    }),
  );
  return accounts;
}
