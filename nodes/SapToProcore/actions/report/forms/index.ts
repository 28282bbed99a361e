import { approvalForms } from './approvals';
import { exceptionForms } from './exceptions';
import type { AnyForm } from './form';
import { mapCostCode } from './mapping';
import { mapFromFile } from './mappingFile';
import { oneTimeForms } from './oneTime';
import { projectForms } from './projects';
import { runReleased } from './runReleased';
import { signOff } from './signOff';
import { stop } from './stop';
import { undo } from './undo';
import { vendorForms } from './vendors';

/** Everything that people can do on the pages. */
export const forms: readonly AnyForm[] = [
	...exceptionForms,
	...approvalForms,
	mapCostCode,
	mapFromFile,
	...runReleased,
	...vendorForms,
	...oneTimeForms,
	...projectForms,
	signOff,
	stop,
	undo,
];

/** The form of a page by its action, `do=` in the address; undefined = there is none. */
export const formOf = (page: string, action: string): AnyForm | undefined =>
	forms.find((form) => (form.page === page || form.page === 'any') && form.action === action);
