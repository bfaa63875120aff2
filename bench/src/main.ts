import { attachments } from './attachments.ts';
import { attachmentsChromium } from './attachments-chromium.ts';
import { bundle } from './bundle.ts';
import { conversation } from './conversation.ts';
import { directMessages } from './direct-messages.ts';
import { directSession } from './direct-session.ts';
import { groupFanout } from './group-fanout.ts';
import { groupOperations } from './group-operations.ts';
import { groupOperationsChromium } from './group-operations-chromium.ts';
import { groupRun } from './group-run.ts';
import { recordResult } from './record-result.ts';

/** Every benchmark by its name: `npm run bench -- direct-messages` runs one, nothing named runs all but `long`. */
const benchmarks: Readonly<Record<string, () => Promise<Record<string, number>>>> = {
  'direct-session': directSession,
  'direct-messages': directMessages,
  'group-fanout': groupFanout,
  attachments,
  'attachments-chromium': attachmentsChromium,
  bundle,
  conversation,
  'group-operations': groupOperations,
  'group-operations-chromium': groupOperationsChromium,
  'group-run': groupRun,
};

/** More than half an hour, and most of 24 GiB. */
const long: readonly string[] = ['group-run'];

const named = process.argv.slice(2);
const unknown = named.filter((name) => benchmarks[name] === undefined);
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(benchmarks).join(', ')}`,
  );
  process.exit(2);
}
for (const name of named.length > 0 ? named : Object.keys(benchmarks).filter((one) => !long.includes(one))) {
  console.log(`\n${name}`);
  const figures = await (benchmarks[name] as () => Promise<Record<string, number>>)();
  const width = Math.max(...Object.keys(figures).map((figure) => figure.length));
  for (const [figure, value] of Object.entries(figures))
    console.log(`  ${figure.padEnd(width)}  ${value.toLocaleString('en')}`);
  console.log(`  → ${recordResult(name, figures)}`);
}
