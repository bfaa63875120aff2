import { z } from 'zod';
import { PageQuery } from '../page.ts';
import { route } from '../route.ts';
import { Account } from './account.ts';

export const listAccounts = route({
  method: 'GET',
  path: '/api/v1/accounts',
  summary: 'The people of the organisation, by name',
  access: 'signed-in',
  rate: 'ordinary',
  query: PageQuery,
  status: 200,
  answer: z.strictObject({ accounts: z.array(Account), next: z.string().nullable() }),
});
