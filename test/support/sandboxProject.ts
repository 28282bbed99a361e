/** The project of the simulators that the conformance check tries things in: a billing period of it is open. */
export const sandboxProject = 2204;
