import { expect, test } from 'vitest';
import { isStrongPassphrase } from './passphrase-strength.ts';

test.each([
  'short1!',
  'aaaaaaaaaaaaaaaa',
  'abcabcabcabcabc',
  'password123',
  'Passw0rd',
  'qwertyuiop12',
  '1234567890123',
  'alice-alice-alice',
  'sotto2024!',
  'x'.repeat(300),
])('%s is refused', (passphrase) => {
  expect(isStrongPassphrase(passphrase, 'alice')).toBe(false);
});

test.each([
  'correct horse battery',
  'Tr0ub4dor&3x9',
  'grüße aus bern',
  '鍵は誰にも渡さないでね',
  'lentil sofa 92',
])('%s is accepted', (passphrase) => {
  expect(isStrongPassphrase(passphrase, 'alice')).toBe(true);
});
