import { DisplayName, OrganisationName, type OrganisationProfile, routes } from '@sotto/protocol/http';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { savePerson } from '../people/person-table.ts';
import { setProfile } from './own-account.ts';

/** Changes the name that others see. */
export async function updateDisplayName(
  { self, call, database }: DeviceContext,
  displayName: string,
): Promise<void> {
  const name = DisplayName.safeParse(displayName);
  if (!name.success) throw new ClientError('invalid-input');
  const account = await call(routes.updateAccount, {
    params: { user_id: self.accountId },
    body: { display_name: name.data },
  });
  database.commit((changes) => {
    savePerson(changes, account);
    setProfile(changes, { displayName: account.display_name, role: account.role });
  });
}

/** Renames the organisation or chooses another profile; for its owner. */
export async function updateOrganisation(
  { self, call, database }: DeviceContext,
  change: { name?: string; profile?: OrganisationProfile },
): Promise<void> {
  const name = change.name === undefined ? undefined : OrganisationName.safeParse(change.name);
  if (name?.success === false) throw new ClientError('invalid-input');
  const organisation = await call(routes.updateOrganisation, {
    body: {
      ...(name === undefined ? {} : { name: name.data }),
      ...(change.profile === undefined ? {} : { profile: change.profile }),
    },
  });
  database.commit((changes) =>
    setProfile(changes, {
      displayName: self.displayName,
      role: self.role,
      ...(organisation.name === null ? {} : { organisationName: organisation.name }),
    }),
  );
}
