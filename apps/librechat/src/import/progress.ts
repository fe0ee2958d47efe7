import cliProgress from "cli-progress";

/** What is told while an import is under way; rates are of rows since the transactions are read. */
export type Progress = {
  /** Bytes of the two files that were read so far. */
  read: (bytes: number) => void;
  counted: (rows: number, acknowledged: number) => void;
  say: (line: string) => void;
  end: () => void;
};

const LINE_INTERVAL_MS = 5000;

type Output = { isTTY?: boolean; write: (text: string) => unknown };

function createBar(totalBytes: number): Progress {
  const bar = new cliProgress.SingleBar(
    {
      format: "{bar} {percentage}% | {rows} rows | {sent} sent | {perSecond} rows/s | {duration_formatted}",
      hideCursor: true,
      clearOnComplete: false,
      etaBuffer: 50,
    },
    cliProgress.Presets.shades_classic,
  );
  bar.start(totalBytes, 0, { rows: 0, sent: 0, perSecond: 0 });
  let startedAtMs: number | null = null;
  return {
    read: (bytes) => bar.update(bytes),
    counted: (rows, sent) => {
      startedAtMs ??= Date.now();
      const seconds = Math.max((Date.now() - startedAtMs) / 1000, 1);
      bar.update({ rows, sent, perSecond: Math.round(rows / seconds) });
    },
    say: (line) => {
      bar.stop();
      process.stderr.write(`${line}\n`);
      bar.start(totalBytes, 0, { rows: 0, sent: 0, perSecond: 0 });
    },
    end: () => bar.stop(),
  };
}

function createLines(totalBytes: number, output: Output): Progress {
  let lastAtMs = Date.now();
  let readBytes = 0;
  return {
    read: (bytes) => {
      readBytes = bytes;
    },
    counted: (rows, sent) => {
      if (Date.now() - lastAtMs < LINE_INTERVAL_MS) return;
      lastAtMs = Date.now();
      const percent = totalBytes === 0 ? 100 : Math.floor((readBytes / totalBytes) * 100);
      output.write(`${percent} % read, ${rows} rows, ${sent} interactions acknowledged\n`);
    },
    say: (line) => output.write(`${line}\n`),
    end: () => {},
  };
}

/** A bar on a terminal, else a plain line every five seconds; both on standard error. */
export function createProgress(totalBytes: number, output: Output = process.stderr): Progress {
  return output.isTTY === true ? createBar(totalBytes) : createLines(totalBytes, output);
}
