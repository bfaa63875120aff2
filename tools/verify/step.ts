import { spawn } from 'node:child_process';

export type StepResult = { readonly name: string; readonly ok: boolean; readonly seconds: number };

/** Runs one command with its output passed through; never throws. */
export async function runStep(
  name: string,
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<StepResult> {
  const started = performance.now();
  console.log(`\n── ${name}`);
  const code = await new Promise<number>((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      stdio: 'inherit',
      env: { ...process.env, ...options.env },
    });
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (exit) => resolve(exit ?? 1));
  });
  const seconds = (performance.now() - started) / 1000;
  console.log(`── ${name}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)`);
  return { name, ok: code === 0, seconds };
}
