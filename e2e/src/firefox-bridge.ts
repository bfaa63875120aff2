import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer } from 'ws';

/**
 * Stands between Playwright and a Firefox of Debian: starts the browser with the same arguments and passes every
 * message of WebDriver BiDi on, except commands that the browser does not know yet and no test of ours needs.
 * Run as the browser's executable; `SOTTO_FIREFOX` is the real one.
 */
const unknownToFirefox = new Set([
  'emulation.setMediaFeaturesOverride',
  'emulation.setScreenSettingsOverride',
]);

const firefox = spawn(process.env['SOTTO_FIREFOX'] as string, process.argv.slice(2), {
  stdio: ['ignore', 'inherit', 'pipe'],
});
firefox.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => firefox.kill(signal));

createInterface({ input: firefox.stderr }).on('line', (line) => {
  const address = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(line)?.[1];
  if (address === undefined) process.stderr.write(`${line}\n`);
  else bridgeTo(address);
});

function bridgeTo(address: string): void {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('listening', () => {
    const { port } = server.address() as AddressInfo;
    process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${port}\n`);
  });
  server.on('connection', (driver, request) => {
    const browser = new WebSocket(`${address}${request.url ?? ''}`, { perMessageDeflate: false });
    const opened = new Promise<void>((done) => browser.once('open', () => done()));
    driver.on('message', (data) => {
      const text = data.toString();
      const { id, method } = JSON.parse(text) as { id: number; method: string };
      if (unknownToFirefox.has(method)) driver.send(JSON.stringify({ type: 'success', id, result: {} }));
      else void opened.then(() => browser.send(text));
    });
    browser.on('message', (data) => driver.send(data.toString()));
    browser.on('close', () => driver.close());
    driver.on('close', () => browser.close());
  });
}
