import { z } from 'zod';
import { readYaml, type YamlFile } from '../kernel/yaml-file';
import type { Device } from './device';
import { deviceRow, FOR_OPERATORS } from './device-fields';
import { canonicalSerialNo } from './serial-no';

const devicesFileSchema = z.strictObject({
  // In a pipe: rows are compared only when each is right.
  devices: z.array(deviceRow(FOR_OPERATORS)).pipe(
    z.array(z.custom<Device>()).superRefine((devices, context) => {
      const keys = devices.map(({ serialNo }) => canonicalSerialNo(serialNo));
      keys.forEach((key, index) => {
        if (keys.indexOf(key) !== index)
          context.addIssue({ code: 'custom', path: [index, 'serial_no'], message: 'is used twice' });
      });
    }),
  ),
});

/** Reads `devices.yaml`. Throws SEED_INVALID with every problem as `file:line`. */
export function parseDevices(file: YamlFile): Device[] {
  return readYaml(file, devicesFileSchema).devices;
}
