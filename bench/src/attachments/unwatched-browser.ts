import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { executablePath, quiet } from '../../../e2e/src/browser.ts';

/**
 * A Chromium that is on its own most of the time. While Playwright is connected it is told the bodies of all requests:
 * that is most of the work and of the memory when a large file is sent.
 */
export type UnwatchedBrowser = {
  readonly folder: string;
  /** Does something as the browser tests do; what the page loads is watched meanwhile. */
  driven<T>(work: (page: Page) => Promise<T>): Promise<T>;
  /** What an expression comes to in the page; nothing else of it is looked at. */
  evaluate<T>(expression: string): Promise<T>;
  close(): Promise<void>;
};

/** Opens a fresh profile. @throws Error when no Chromium is installed. */
export async function openUnwatched(): Promise<UnwatchedBrowser> {
  if (executablePath === undefined) throw new Error('no Chromium: install the Debian package chromium');
  const folder = mkdtempSync(join(tmpdir(), 'sotto-profile-'));
  const size = '--window-size=1280,800';
  const args = [...quiet, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${folder}`, size];
  const child = spawn(executablePath, [...args, 'about:blank'], { stdio: 'ignore' });
  const origin = `127.0.0.1:${await debuggingPort(child, folder)}`;
  return {
    folder,
    async driven(work) {
      const browser = await chromium.connectOverCDP(`http://${origin}`);
      try {
        const page = browser.contexts()[0]?.pages()[0];
        if (page === undefined) throw new Error('the browser has no page');
        page.setDefaultTimeout(15_000);
        return await work(page);
      } finally {
        await browser.close();
      }
    },
    evaluate: (expression) => evaluate(origin, expression),
    async close() {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function debuggingPort(child: ChildProcess, folder: string): Promise<string> {
  const file = join(folder, 'DevToolsActivePort');
  while (!existsSync(file) || !readFileSync(file, 'utf8').includes('\n')) {
    if (child.exitCode !== null) throw new Error(`Chromium ended with ${child.exitCode}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  return readFileSync(file, 'utf8').split('\n')[0] as string;
}

type Target = { readonly type: string; readonly webSocketDebuggerUrl: string };
type Answer<T> = {
  readonly result?: { readonly result: { readonly value: T }; readonly exceptionDetails?: unknown };
};

async function evaluate<T>(origin: string, expression: string): Promise<T> {
  const targets = (await (await fetch(`http://${origin}/json/list`)).json()) as Target[];
  const page = targets.find(({ type }) => type === 'page');
  if (page === undefined) throw new Error('the browser has no page');
  const socket = new WebSocket(page.webSocketDebuggerUrl);
  try {
    const answer = await new Promise<Answer<T>>((done, fail) => {
      const params = { expression, awaitPromise: true, returnByValue: true };
      socket.onopen = () => socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
      socket.onmessage = ({ data }) => done(JSON.parse(String(data)) as Answer<T>);
      socket.onerror = () => fail(new Error('the page cannot be asked'));
    });
    if (answer.result === undefined || answer.result.exceptionDetails !== undefined)
      throw new Error(`the page could not tell: ${JSON.stringify(answer)}`);
    return answer.result.result.value;
  } finally {
    socket.close();
  }
}
