import { route } from '../route.ts';
import { Organisation } from './organisation.ts';

export const getOrganisation = route({
  method: 'GET',
  path: '/api/v1/organisation',
  summary: 'What this server is called and which protocol it speaks',
  access: 'anonymous',
  rate: 'ordinary',
  status: 200,
  answer: Organisation,
});
