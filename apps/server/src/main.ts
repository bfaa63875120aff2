import { readConfig } from './config/config.ts';
import { readEnvironment } from './config/env.ts';
import { helpText } from './config/help.ts';
import { ensureWebApp } from './http/ensure-web-app.ts';
import { startServer } from './server.ts';

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  process.stdout.write(helpText());
} else {
  await main();
}

async function main(): Promise<void> {
  const outcome = readConfig(readEnvironment());
  if (outcome.kind === 'problems') {
    process.stderr.write(
      `Sotto cannot start:\n${outcome.problems.map((problem) => `  ${problem}`).join('\n')}\n`,
    );
    process.exitCode = 2;
    return;
  }
  // From the first moment: a start that was cut short must not leave a database running.
  let stopping = false;
  let stop = (): void => {};
  const asked = () => {
    if (stopping) return;
    stopping = true;
    stop();
  };
  process.on('SIGINT', asked).on('SIGTERM', asked);
  try {
    if (outcome.config.webApp) await ensureWebApp();
    if (stopping) process.exit(0);
    const server = await startServer(outcome.config);
    stop = () => void server.stop().then(() => process.exit(0));
    if (stopping) return stop();
    process.stdout.write(`Sotto is ready at ${server.context.publicUrl()}\n`);
    if (server.setUpLink !== undefined)
      process.stdout.write(`Set the organisation up: ${server.setUpLink}\n`);
  } catch (error) {
    process.stderr.write(`Sotto cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
