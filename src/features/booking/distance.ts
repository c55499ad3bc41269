export interface Position {
  latitude: number;
  longitude: number;
}

const EARTH_KM = 6371;

/** Kilometres between two positions, as the crow flies. */
export function distanceKm(a: Position, b: Position): number {
  const [latA, latB] = [radians(a.latitude), radians(b.latitude)];
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2;
  const chord = half(b.latitude - a.latitude) + Math.cos(latA) * Math.cos(latB) * half(b.longitude - a.longitude);
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** A position as the browser's button sends it; undefined for anything that is no place on earth. */
export function parsePosition(latitude: string, longitude: string): Position | undefined {
  const position = { latitude: degrees(latitude, 90), longitude: degrees(longitude, 180) };
  return Number.isNaN(position.latitude) || Number.isNaN(position.longitude) ? undefined : position;
}

/** To about a kilometre: enough to sort halls, too little to find anybody. */
function degrees(text: string, limit: number): number {
  if (!/^-?\d{1,3}(\.\d{1,12})?$/.test(text)) return NaN;
  const value = Math.round(Number(text) * 100) / 100;
  return Math.abs(value) <= limit ? value : NaN;
}

function radians(value: number): number {
  return (value * Math.PI) / 180;
}
