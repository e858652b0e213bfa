const leastHeight = 0.18;

/** How high a run stands among those beside it, from its duration: tenfold times are a step apart, so that short ones can be told. */
export function heightsOf(seconds: readonly number[]): number[] {
  const logs = seconds.map((value) => Math.log10(1 + Math.max(0, value) * 1000));
  const most = Math.max(...logs, 0);
  return logs.map((log) => (most === 0 ? leastHeight : leastHeight + (1 - leastHeight) * (log / most)));
}
