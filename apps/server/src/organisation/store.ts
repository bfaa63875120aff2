import type { Incarnation } from '@sotto/protocol';
import type { OrganisationProfile } from '@sotto/protocol/http';
import type { Transaction } from '../db/database.ts';

export type OrganisationRow = {
  name: string | null;
  profile: OrganisationProfile | null;
  incarnation: Incarnation;
  set_up_at: Date | null;
};

const columns = 'name, profile, incarnation, set_up_at';

export async function readOrganisation(tx: Transaction): Promise<OrganisationRow> {
  const { rows } = await tx.query<OrganisationRow>(`select ${columns} from organisation`);
  return rows[0] as OrganisationRow;
}

export async function changeOrganisation(
  tx: Transaction,
  name: string | undefined,
  profile: OrganisationProfile | undefined,
): Promise<OrganisationRow | undefined> {
  const { rows } = await tx.query<OrganisationRow>(
    `update organisation set name = coalesce($1, name), profile = coalesce($2, profile) returning ${columns}`,
    [name ?? null, profile ?? null],
  );
  return rows[0];
}
