/**
 * Prefix of the names of folders within the output folder that a report is written to before it is moved into place. An
 * interrupted run leaves them behind; their content is not a report.
 */
export const STAGING_PREFIX = '.incomplete-';
