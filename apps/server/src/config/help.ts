import { settings } from './settings.ts';

/** What `--help` prints. */
export function helpText(): string {
  const rows = Object.values(settings).map(
    ({ name, fallback, meaning }) =>
      `  ${name.padEnd(34)}${meaning}${fallback === null ? '' : ` [${fallback}]`}`,
  );
  return `Usage: npm start [-- --help]

Starts Sotto: web app, API, sockets and database in one. Settings are environment variables:

${rows.join('\n')}
`;
}
