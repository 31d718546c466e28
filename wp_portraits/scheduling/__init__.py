"""The scheduled job, for those who run it: systemd, cron, GitHub Actions. Pure: a job in, the text of its files out."""

from wp_portraits.scheduling.crontab import crontab
from wp_portraits.scheduling.job import INTERVALS, Job
from wp_portraits.scheduling.systemd import service, timer
from wp_portraits.scheduling.workflow import workflow

__all__ = ["INTERVALS", "Job", "crontab", "service", "timer", "workflow"]
