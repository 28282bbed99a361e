/** Entity of what cannot be told to which lane it belongs: then no lane counts as complete. */
export const noLane = 'run';
