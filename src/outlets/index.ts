/** Where people are served (feature S3-51). */
export { citiesOf, distanceKm, nearestOutlets, type Outlet, outletsIn } from './outlet';
export { loadOutlets, parseOutlets } from './outlets-file';
