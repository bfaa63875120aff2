#!/usr/bin/env node
import { parseArgs } from 'node:util';
import type { LocalClient } from '@sotto/client';
import { type Command, RefusedError, UsageError } from './command.ts';
import { commands } from './commands.ts';
import { createOutput, visible } from './output/output.ts';
import { homeFolder } from './platform/home.ts';
import { openClient } from './platform/open-client.ts';

const help = `Usage: sotto COMMAND [options]

${Object.values(commands)
  .map((command) => `  ${command.usage}\n      ${command.summary}`)
  .join('\n')}

Every command takes --json (one object a line) and --home FOLDER (one account a folder; default
SOTTO_HOME, else the user's data folder).
`;

const globalOptions = {
  json: { type: 'boolean' },
  home: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const [name = 'help', ...rest] = args;
  if (name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help);
    return 0;
  }
  const command = commands[name];
  const json = rest.includes('--json');
  try {
    if (command === undefined) throw new UsageError(`there is no command ${name}: see sotto help`);
    await run(command, rest);
    return 0;
  } catch (error) {
    return complain(error, json);
  }
}

async function run(command: Command, args: string[]): Promise<void> {
  const { positionals, values } = parse(command, args);
  if (values['help'] === true) {
    process.stdout.write(`Usage: sotto ${command.usage}\n${command.summary}\n`);
    return;
  }
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const home = homeFolder(typeof values['home'] === 'string' ? values['home'] : undefined);
  let client: LocalClient | undefined;
  try {
    await command.run({
      positionals,
      values,
      output: createOutput(values['json'] === true, (line) => process.stdout.write(`${line}\n`)),
      signal: stop.signal,
      async open(serverUrl) {
        client = await openClient(home, serverUrl);
        return client;
      },
    });
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await client?.close();
  }
}

function parse(command: Command, args: string[]) {
  try {
    const parsed = parseArgs({
      args,
      options: { ...globalOptions, ...command.options },
      allowPositionals: true,
    });
    return {
      positionals: parsed.positionals,
      values: parsed.values as Record<string, string | boolean | readonly string[] | undefined>,
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'cannot be read');
  }
}

function complain(error: unknown, json: boolean): number {
  const message = error instanceof Error ? error.message : String(error);
  const reason =
    error instanceof RefusedError ? error.reason : error instanceof UsageError ? 'usage' : 'failed';
  process.stderr.write(
    json ? `${JSON.stringify({ error: reason, message })}\n` : `sotto: ${visible(message)}\n`,
  );
  return error instanceof UsageError ? 2 : 1;
}
