/**
 * Begins the name of a folder in the output folder that a report is written to before it is moved into place. An
 * interrupted run leaves it behind; what is in it is no report.
 */
export const STAGING_PREFIX = '.incomplete-';
