const WIDTH = 30;

/** A bar on stderr: redrawn in place on a terminal, a line for every tenth otherwise. */
export function createProgress(total: number, label: string): (done: number) => void {
  const isTerminal = process.stderr.isTTY;
  let shown = -1;
  return (done) => {
    const percent = total === 0 ? 100 : Math.floor((done * 100) / total);
    const step = isTerminal ? percent : Math.floor(percent / 10) * 10;
    if (step === shown) return;
    shown = step;
    const filled = Math.round((percent * WIDTH) / 100);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${percent} %  ${done}/${total} ${label}`;
    process.stderr.write(isTerminal ? `\r${bar}${percent === 100 ? '\n' : ''}` : `${bar}\n`);
  };
}
