/** A place where people are served. */
export interface Outlet {
  name: string;
  city: string;
  address: string;
  phone: string;
  /** Degrees, GCJ-02: what WeChat's location messages and Chinese maps give. WGS-84 would be some 500 m off. */
  latitude: number;
  longitude: number;
  /** Name of its schedule in `hours.yaml`. */
  schedule: string;
}

export interface Place {
  latitude: number;
  longitude: number;
}

const EARTH_KM = 6371;

/** The distance over the ground between two places in the same datum, in kilometres (haversine; good to 0.5 %). */
export function distanceKm(a: Place, b: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2;
  const h =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude);
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The outlets nearest to a place, the nearest first. */
export function nearestOutlets<One extends Place>(
  outlets: readonly One[],
  place: Place,
  limit: number,
): (One & { km: number })[] {
  return outlets
    .map((outlet) => ({ ...outlet, km: distanceKm(outlet, place) }))
    .sort((a, b) => a.km - b.km)
    .slice(0, limit);
}

/** The outlets of a city, also by words around it (上海市, 我在上海浦东); empty when there are none. */
export function outletsIn<One extends Pick<Outlet, 'city' | 'name' | 'address'>>(
  outlets: readonly One[],
  words: string,
): One[] {
  const said = words.replace(/\s+/gu, '');
  const inCity = outlets.filter(({ city }) => said.includes(city));
  if (inCity.length > 0 || said === '') return inCity;
  return outlets.filter(({ name, address }) => name.includes(said) || address.includes(said));
}

/** The cities that have outlets, each once, in the order of the file. */
export function citiesOf(outlets: readonly Pick<Outlet, 'city'>[]): string[] {
  return [...new Set(outlets.map(({ city }) => city))];
}
