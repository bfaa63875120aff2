import { expect, test } from 'vitest';
import { trustedScriptUrl } from './trusted-script-url.ts';

test('REQ-W1: a worker is loaded from our own origin only', () => {
  location.href = 'https://chat.example/#/';
  expect(trustedScriptUrl('/service-worker.js')).toBe('/service-worker.js');
  expect(trustedScriptUrl('https://chat.example/assets/a.js')).toBe('https://chat.example/assets/a.js');
  for (const url of [
    'https://elsewhere.example/a.js',
    '//elsewhere.example/a.js',
    'data:text/javascript,1',
    'blob:https://elsewhere.example/1',
  ]) {
    expect(() => trustedScriptUrl(url)).toThrow(TypeError);
  }
});
