import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { helpText } from './help.ts';
import { settings } from './settings.ts';

const problemsOf = (environment: Record<string, string>) => {
  const outcome = readConfig(environment);
  return outcome.kind === 'problems' ? outcome.problems : [];
};

test('nothing set is a working configuration on this machine only', () => {
  const outcome = readConfig({});
  expect(outcome.kind === 'config' && { port: outcome.config.port, host: outcome.config.host }).toEqual({
    port: 8091,
    host: '127.0.0.1',
  });
});

test('every problem is named at once', () => {
  const problems = problemsOf({
    SOTTO_PORT: 'x',
    SOTTO_LOG_LEVEL: 'loud',
    SOTTO_TLS_CERT: '/nowhere',
    SOTTO_PROT: '1',
    DATABASE_URL: 'mysql://',
  });
  for (const name of ['SOTTO_PORT', 'SOTTO_LOG_LEVEL', 'SOTTO_TLS_CERT', 'SOTTO_PROT', 'DATABASE_URL']) {
    expect(problems.some((problem) => problem.startsWith(name))).toBe(true);
  }
});

test('REQ-N5: the server does not listen outside this machine without TLS', () => {
  expect(problemsOf({ SOTTO_HOST: '0.0.0.0' }).join()).toMatch('TLS is needed');
  expect(
    problemsOf({
      SOTTO_HOST: '0.0.0.0',
      SOTTO_PUBLIC_URL: 'http://chat.example',
      SOTTO_TRUST_PROXY: 'yes',
    }).join(),
  ).toMatch('TLS is needed');
  expect(
    problemsOf({ SOTTO_HOST: '0.0.0.0', SOTTO_PUBLIC_URL: 'https://chat.example', SOTTO_TRUST_PROXY: 'yes' }),
  ).toEqual([]);
});

test('no setting can turn encryption off', () => {
  for (const { name } of Object.values(settings)) expect(name).not.toMatch(/ENCRYPT|PLAINTEXT/);
});

test('the help names every setting', () => {
  for (const { name } of Object.values(settings)) expect(helpText()).toContain(name);
});
