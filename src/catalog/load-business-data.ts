import fs from 'node:fs';
import path from 'node:path';
import { parseUnits, type UnitSeed } from '../customers/units-file';
import { refuse, type YamlFile } from '../kernel/yaml-file';
import type { Device } from '../warranty/device';
import { parseDevices } from '../warranty/devices-file';
import type { Catalog } from './catalog';
import { parseCatalog } from './catalog-file';
import { parseSettings, type Settings } from './settings-file';

/** What the data files of the content folder say about products, units and rules. */
export interface BusinessData {
  catalog: Catalog;
  units: UnitSeed[];
  /** None where the folder has no `devices.yaml`. */
  devices: Device[];
  settings: Settings;
}

/** Reads `catalog.yaml`, `units.yaml`, `devices.yaml` and `settings.yaml` of a folder. Throws SEED_INVALID with all problems of a file. */
export function loadBusinessData(folder: string): BusinessData {
  const read = (name: string): YamlFile => {
    const file = path.join(folder, name);
    if (!fs.existsSync(file)) refuse([`${file}: is missing`]);
    return { name: file, text: fs.readFileSync(file, 'utf8') };
  };
  return {
    catalog: parseCatalog(read('catalog.yaml')),
    units: parseUnits(read('units.yaml')),
    devices: fs.existsSync(path.join(folder, 'devices.yaml')) ? parseDevices(read('devices.yaml')) : [],
    settings: parseSettings(read('settings.yaml')),
  };
}
