<?php
/** Runs PHP code in the site's context as its administrator. argv: the site's folder, the user. stdin: the code. */

[, $www, $username] = $argv;
$code = stream_get_contents(STDIN);
require $www . '/wp-load.php';
wp_set_current_user(get_user_by('login', $username)->ID);
eval($code);
