import type { Device } from './device';
import type { DeviceEntity } from './device-entity';
import { canonicalSerialNo, deviceDigest } from './serial-no';

export function toDevice(row: DeviceEntity): Device {
  const { serialNo, product, model, buyerName, contactPhone } = row;
  const { purchasedOn, warrantyStart, warrantyEnd, level } = row;
  return {
    serialNo,
    product,
    model,
    buyerName,
    contactPhone,
    purchasedOn,
    warrantyStart,
    warrantyEnd,
    level,
  };
}

/** The columns of a device, with the two by which it is found. */
export function toColumns(device: Device) {
  return {
    ...device,
    serialKey: canonicalSerialNo(device.serialNo),
    accessDigest: deviceDigest(device.serialNo, device.contactPhone),
  };
}
