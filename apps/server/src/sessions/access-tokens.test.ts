import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { AccountId, DeviceId, SessionId } from '@sotto/protocol';
import { afterEach, expect, test, vi } from 'vitest';
import type { Secrets } from '../config/secrets.ts';
import { createAccessTokens } from './access-tokens.ts';

const newKey = () => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
const tokensOf = (key = newKey()) => createAccessTokens({ tokenKey: key } as unknown as Secrets);
const actor = {
  accountId: randomUUID() as AccountId,
  deviceId: 'phone' as DeviceId,
  sessionId: randomUUID() as SessionId,
  role: 'member' as const,
};

afterEach(() => {
  vi.useRealTimers();
});

test('a token says who its caller is, the second time too', async () => {
  const tokens = tokensOf();
  const { token, expiresAt } = await tokens.issue(actor);
  for (let i = 0; i < 2; i++) {
    const verified = await tokens.verifyWithExpiry(token);
    expect(verified.actor).toEqual(actor);
    expect(Math.abs(verified.expiresAt - expiresAt.getTime())).toBeLessThan(1000);
  }
});

test('one that was verified before still ends', async () => {
  const tokens = tokensOf();
  const { token } = await tokens.issue(actor);
  await tokens.verify(token);
  vi.useFakeTimers({ now: Date.now() + 601_000 });
  await expect(tokens.verify(token)).rejects.toThrow('token-expired');
  await expect(tokens.verify(token)).rejects.toThrow('token-expired');
});

test('one that was verified before ends with its session', async () => {
  const tokens = tokensOf();
  const { token } = await tokens.issue(actor);
  await tokens.verify(token);
  expect(tokens.hasEnded(actor.sessionId)).toBe(false);
  tokens.revoke(actor.sessionId);
  expect(tokens.hasEnded(actor.sessionId)).toBe(true);
  await expect(tokens.verify(token)).rejects.toThrow('session-ended');
});

test('nobody else’s signature will do, and no changed token', async () => {
  const tokens = tokensOf();
  const { token } = await tokens.issue(actor);
  await expect(tokensOf().verify(token)).rejects.toThrow('not-signed-in');
  await tokens.verify(token);
  const [head = '', body = '', signature = ''] = token.split('.');
  const other = Buffer.from(Buffer.from(body, 'base64url').toString().replace('member', 'owner')).toString(
    'base64url',
  );
  await expect(tokens.verify(`${head}.${other}.${signature}`)).rejects.toThrow('not-signed-in');
});
