import { readFileSync } from 'node:fs';
import { stderr, stdin } from 'node:process';
import { UsageError } from '../command.ts';

/**
 * The passphrase: from `--passphrase-file` (`-` for standard input), else asked for without echo. Never
 * from an argument, where every process of the machine could read it.
 */
export async function readPassphrase(file: string | undefined, prompt: string): Promise<string> {
  if (file !== undefined) return firstLine(readFileSync(file === '-' ? 0 : file, 'utf8'));
  if (!stdin.isTTY) throw new UsageError('no terminal to ask for the passphrase: use --passphrase-file');
  stderr.write(prompt);
  try {
    return await readHidden();
  } finally {
    stderr.write('\n');
  }
}

function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? '';
}

function readHidden(): Promise<string> {
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const done = (finish: () => void) => {
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
      finish();
    };
    const onData = (chunk: string) => {
      for (const character of chunk) {
        if (character === '\r' || character === '\n') return done(() => resolve(typed));
        if (character === '\u0003') return done(() => reject(new UsageError('stopped')));
        typed = character === '\u007f' ? typed.slice(0, -1) : typed + character;
      }
    };
    stdin.on('data', onData);
  });
}
