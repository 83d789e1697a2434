/** Devices that were sold and their warranties, for whoever knows serial number and contact (F-17). */
export { type Device, judgeWarranty, WARRANTY_STATES, type Warranty, type WarrantyState } from './device';
export { changeDevice, type DevicePatch, listDevices, readDevice, type StoredDevice } from './device-desk';
export { DeviceEntity } from './device-entity';
export { deviceFields, FOR_ADMINISTRATORS } from './device-fields';
export { type ImportReport, importDevices, seedDevicesWhenEmpty } from './device-import';
export { MAX_DEVICES, readDeviceTable, type TableProblem } from './device-table';
export { parseDevices } from './devices-file';
export { forgetExpiredContacts } from './forget-contacts';
export { canonicalSerialNo, deviceDigest } from './serial-no';
export { type WarrantyLookup, WarrantyService } from './warranty-service';
