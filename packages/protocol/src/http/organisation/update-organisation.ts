import { z } from 'zod';
import { route } from '../route.ts';
import { Organisation, OrganisationName, OrganisationProfile } from './organisation.ts';

export const updateOrganisation = route({
  method: 'PATCH',
  path: '/api/v1/organisation',
  summary: 'Rename the organisation or choose another profile',
  access: 'owner',
  rate: 'ordinary',
  body: z.strictObject({ name: OrganisationName.optional(), profile: OrganisationProfile.optional() }),
  status: 200,
  answer: Organisation,
});
