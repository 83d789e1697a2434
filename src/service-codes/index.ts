/** The service code of a unit, for whoever knows its exact full name (F-06A). */
export { type CodeLookup, ServiceCodeService } from './service-code-service';
