"""The scheduled job, for those who run it: systemd, cron, GitHub Actions. Pure: a job in, the text of its files out."""
