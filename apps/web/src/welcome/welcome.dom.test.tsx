import type { SessionState } from '@sotto/client';
import { expect, test } from 'vitest';
import { cell } from '../../../../packages/react/test/cell.ts';
import { click, render, settle, type } from '../../../../packages/react/test/render.tsx';
import { scriptedClient } from '../../../../packages/react/test/scripted-client.ts';
import { Welcome } from './welcome.tsx';

const signedOut = { kind: 'signed-out' } as const;

async function welcome(place: string, session: Extract<SessionState, { kind: 'signed-out' }> = signedOut) {
  location.hash = `#${place}`;
  const { client, script } = scriptedClient({ session: cell<SessionState>(session) });
  const root = await render(<Welcome session={session} />, client);
  const field = (label: string) => {
    const found = [...root.querySelectorAll('label')].find((one) => one.textContent === label);
    return root.querySelector(`[id="${found?.htmlFor}"]`) as HTMLInputElement;
  };
  const submit = () =>
    settle(
      () =>
        void root
          .querySelector('form')
          ?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })),
    );
  const calls = (action: string) => script.calls.filter((call) => call.action === action);
  return { root, field, submit, calls };
}

test('an invite leads to an account, with a username made from the name', async () => {
  const { root, field, submit, calls } = await welcome('/invite/token');
  expect(root.textContent).toContain('Join Northside Music Studio');
  await type(field('Your name'), 'Åsa Lindström');
  expect(field('Username').value).toBe('asa.lindstrom');
  await type(field('Passphrase'), 'tropical walrus marmalade');
  await submit();
  expect(calls('signUp')[0]?.args[0]).toMatchObject({
    inviteToken: 'token',
    username: 'asa.lindstrom',
    displayName: 'Åsa Lindström',
    passphrase: 'tropical walrus marmalade',
  });
  expect(location.hash).toBe('#/');
});

test('nothing a newcomer reads speaks of keys or encryption', async () => {
  for (const place of ['/invite/token', '/set-up/set-up-token', '/']) {
    const { root } = await welcome(place);
    expect(root.textContent).not.toMatch(/\bkeys?\b|encrypt|cipher|ratchet|fingerprint/i);
  }
});

test('a username the server would refuse is not sent', async () => {
  const { root, field, submit, calls } = await welcome('/invite/token');
  await type(field('Your name'), 'Anna');
  await type(field('Username'), 'no spaces allowed');
  await type(field('Passphrase'), 'tropical walrus marmalade');
  await submit();
  expect(calls('signUp')).toEqual([]);
  expect(field('Username').getAttribute('aria-invalid')).toBe('true');
  expect(root.textContent).toContain('Use 2 to 32 small letters');
});

test('a used-up link says so and leads on', async () => {
  const { root } = await welcome('/invite/bad');
  expect(root.querySelector('h1')?.textContent).toBe('This link does not work any more');
});

test('a wrong passphrase is said aloud', async () => {
  const { root, field, submit } = await welcome('/');
  await type(field('Username'), 'anna');
  await type(field('Passphrase'), 'wrong passphrase');
  await submit();
  expect(root.querySelector('[role="alert"]')?.textContent).toBe('Username and passphrase do not match.');
});

test('a device that was signed out from elsewhere says why', async () => {
  const { root } = await welcome('/', { kind: 'signed-out', reason: 'device-removed' });
  expect(root.querySelector('[role="alert"]')?.textContent).toContain('signed out from another one');
});

test('a passphrase can be looked at', async () => {
  const { root, field } = await welcome('/');
  expect(field('Passphrase').type).toBe('password');
  await click(root.querySelector('[aria-label="Show passphrase"]'));
  expect(field('Passphrase').type).toBe('text');
});

test('setting up asks for a name, a kind and an account', async () => {
  const { root, field, submit, calls } = await welcome('/set-up/set-up-token');
  await type(field('Name'), 'Northside');
  await submit();
  expect(root.querySelectorAll('input[type="radio"]').length).toBe(4);
  await click(root.querySelector('input[value="bank"]'));
  await submit();
  await type(field('Your name'), 'Anna Weiss');
  await type(field('Passphrase'), 'tropical walrus marmalade');
  await submit();
  expect(calls('signUp')[0]?.args[0]).toMatchObject({
    organisation: { name: 'Northside', profile: 'bank' },
    username: 'anna.weiss',
  });
});
