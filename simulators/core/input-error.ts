/** Bad input to a control call; answered with 400 and this message. */
export class InputError extends Error {
	override name = 'InputError';
}
