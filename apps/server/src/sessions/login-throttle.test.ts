import { expect, test } from 'vitest';
import { createLoginThrottle } from './login-throttle.ts';

function throttle() {
  let at = 0;
  const made = createLoginThrottle(1, () => at);
  return {
    ...made,
    pass: (ms: number) => {
      at += ms;
    },
    allows(name: string, address: string): boolean {
      try {
        made.begin(name, address);
        return true;
      } catch {
        return false;
      }
    },
  };
}

test('REQ-N3: guessing one name from one address gets slower and slower', () => {
  const { allows, pass } = throttle();
  let tries = 0;
  for (let second = 0; second < 3600; second++) {
    if (allows('anna', 'a')) tries++;
    pass(1000);
  }
  expect(tries).toBeLessThan(30);
});

test('REQ-N3: a first half alone is a whole guess', () => {
  const { allows } = throttle();
  const passed = Array.from({ length: 20 }, () => allows('anna', 'a')).filter(Boolean);
  expect(passed.length).toBe(5);
});

test('REQ-N3: guessing one name from many addresses is held to a trickle', () => {
  const { allows, pass } = throttle();
  let tries = 0;
  for (let second = 0; second < 3600; second++) {
    for (let address = 0; address < 5; address++) if (allows('anna', `${second} ${address}`)) tries++;
    pass(1000);
  }
  expect(tries).toBeLessThan(30 + 3600 / 30 + 2);
});

test('a stranger who guesses does not keep the owner out', () => {
  const { allows, pass, succeeded } = throttle();
  expect(allows('anna', 'home')).toBe(true);
  succeeded('anna', 'home');
  for (let i = 0; i < 2000; i++) {
    allows('anna', `stranger ${i}`);
    allows(`name ${i}`, `stranger ${i}`);
  }
  pass(1000);
  expect(allows('anna', 'home')).toBe(true);
});

test('nobody is locked out for good: an attack on everybody ends with the attack', () => {
  const { allows, pass } = throttle();
  for (let i = 0; i < 5000; i++) allows(`name ${i}`, `stranger ${i}`);
  expect(allows('ben', 'new place')).toBe(false);
  pass(1000);
  expect(allows('ben', 'new place')).toBe(true);
});

test('a morning of sign-ins from one office passes', () => {
  const { allows, succeeded } = throttle();
  for (let i = 0; i < 300; i++) {
    expect(allows(`person ${i}`, 'office')).toBe(true);
    succeeded(`person ${i}`, 'office');
  }
});
