import { expect, test } from 'vitest';
import { parseInviteLink, parseServerUrl } from './server-url.ts';

const token = 'a'.repeat(43);

test('an invite link names a server and a secret', () => {
  expect(parseInviteLink(`https://chat.example/#/invite/${token}`)).toEqual({
    serverUrl: 'https://chat.example',
    token,
  });
  expect(() => parseInviteLink('https://chat.example/')).toThrow('not an invite link');
});

test('an address outside this machine must be https', () => {
  expect(parseServerUrl('http://127.0.0.1:8091/x')).toBe('http://127.0.0.1:8091');
  expect(() => parseServerUrl('http://chat.example')).toThrow('https');
  expect(() => parseServerUrl('ftp://chat.example')).toThrow('not the address');
  expect(() => parseServerUrl('chat')).toThrow('not the address');
});
