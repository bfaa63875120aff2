import { z } from 'zod';
import { AccountId } from '../../ids.ts';
import { route } from '../route.ts';
import { Account, DisplayName } from './account.ts';

export const updateAccount = route({
  method: 'PATCH',
  path: '/api/v1/accounts/:user_id',
  summary: 'Change the name others see',
  access: 'signed-in',
  rate: 'ordinary',
  self: { user: 'user_id' },
  params: z.strictObject({ user_id: AccountId }),
  body: z.strictObject({ display_name: DisplayName }),
  status: 200,
  answer: Account,
});
