import { z } from 'zod/v3';
import { instant } from './primitives';

/** Which SAP it is and what time it is there: the item of SAP S/4HANA > System > Get, as far as others go by it. */
export const sapSystemSchema = z.object({ system: z.string().min(1), now: instant });
export type SapSystem = z.infer<typeof sapSystemSchema>;
