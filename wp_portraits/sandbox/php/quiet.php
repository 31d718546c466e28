<?php
/** Must-use plugin of the sandbox: it writes to nobody and lets one visitor comment as often as a test needs. */

add_filter('pre_wp_mail', '__return_true');
add_filter('comment_flood_filter', '__return_false', 99);
add_filter('wp_is_comment_flood', '__return_false', 99);
