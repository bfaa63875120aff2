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
  try {
    if (outcome.config.webApp) await ensureWebApp();
    const server = await startServer(outcome.config);
    process.stdout.write(`Sotto is ready at ${server.context.publicUrl()}\n`);
    if (server.setUpLink !== undefined)
      process.stdout.write(`Set the organisation up: ${server.setUpLink}\n`);
    let stopping = false;
    const stop = () => {
      if (stopping) return;
      stopping = true;
      void server.stop().then(() => process.exit(0));
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  } catch (error) {
    process.stderr.write(`Sotto cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
