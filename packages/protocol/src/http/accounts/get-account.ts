import { z } from 'zod';
import { AccountId } from '../../ids.ts';
import { route } from '../route.ts';
import { Account } from './account.ts';

export const getAccount = route({
  method: 'GET',
  path: '/api/v1/accounts/:user_id',
  summary: 'One person',
  access: 'signed-in',
  rate: 'ordinary',
  params: z.strictObject({ user_id: AccountId }),
  status: 200,
  answer: Account,
});
