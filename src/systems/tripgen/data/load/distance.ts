/** A point on the earth, in degrees (WGS 84). */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

const EARTH_RADIUS_KM = 6371;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Kilometres between two points along the surface (haversine). */
export function distanceKm(a: Point, b: Point): number {
  const half = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2;
  const chord = half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lon, b.lon);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(chord));
}

/** Kilometres of a way from point to point. */
export function wayKm(points: readonly Point[]): number {
  return points.slice(1).reduce((sum, point, index) => sum + distanceKm(points[index] as Point, point), 0);
}
