/**
 * Days that samples are kept. Longer than the window of any objective: 30 days and the five in which somebody reads the
 * month's report. Gate `retention-covers-windows` compares.
 */
export const RETENTION_DAYS = 35;
