import { problem } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import { expect, test } from 'vitest';
import type { HttpRequest } from '../platform/http-transport.ts';
import { httpClient, ServerProblem } from './http-client.ts';

const organisation = {
  set_up: true,
  name: 'Studio',
  profile: 'studio',
  protocol_version: 1,
  incarnation: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
};

function server(status: number, body: unknown) {
  const seen: HttpRequest[] = [];
  const call = httpClient('https://chat.example/', async (request) => {
    seen.push(request);
    return { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
  });
  return { seen, call };
}

test('a call fills the path, the query, the body and the token', async () => {
  const { seen, call } = server(200, { removed: 2 });
  const user_id = '7c9e6679-7425-40de-944b-e07fc1f90ae7' as never;
  await call(
    routes.acknowledgeQueue,
    { params: { user_id, device_id: 'a-b' as never }, query: { through: 7 } },
    'token',
  );
  expect(seen[0]).toMatchObject({
    method: 'DELETE',
    url: `https://chat.example/api/v1/messages/queue/${user_id}/a-b?through=7`,
    headers: { authorization: 'Bearer token' },
    body: null,
  });
});

test('an answer has the form of its route or is refused', async () => {
  expect(await server(200, organisation).call(routes.getOrganisation, {})).toEqual(organisation);
  for (const body of [{ ...organisation, extra: 1 }, { set_up: 'yes' }, 'not json', '']) {
    await expect(server(200, body).call(routes.getOrganisation, {})).rejects.toMatchObject({
      code: 'bad-answer',
    });
  }
});

test('a refusal keeps its code and when to come back', async () => {
  const refused = server(429, problem('rate-limited', { retry_after_seconds: 3 })).call(
    routes.getOrganisation,
    {},
  );
  await expect(refused).rejects.toBeInstanceOf(ServerProblem);
  await expect(refused).rejects.toMatchObject({ code: 'rate-limited', retryAfterSeconds: 3 });
});

test('no answer, or a proxy that answers for an absent server, is being offline', async () => {
  const call = httpClient('https://chat.example', async () => {
    throw new TypeError('fetch failed');
  });
  await expect(call(routes.getOrganisation, {})).rejects.toMatchObject({ code: 'offline' });
  await expect(server(502, '<html>').call(routes.getOrganisation, {})).rejects.toMatchObject({
    code: 'offline',
  });
});
