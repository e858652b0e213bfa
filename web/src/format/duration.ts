const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** How long, in two parts at most: "0 s", "12 ms", "3.42 s", "1 min 5 s", "2 h 4 min", "3 d 1 h". */
export function durationText(seconds: number): string {
  if (!(seconds > 0)) return '0 s';
  if (seconds < 1) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < minute - 0.05) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < hour) return parts(whole, minute, 'min', 1, 's');
  if (whole < day) return parts(whole, hour, 'h', minute, 'min');
  return parts(whole, day, 'd', hour, 'h');
}

function parts(seconds: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((seconds % large) / small);
  const first = `${Math.floor(seconds / large)} ${largeName}`;
  return rest === 0 ? first : `${first} ${rest} ${smallName}`;
}
