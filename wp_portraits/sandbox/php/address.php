<?php
/** Tells the site its new address. argv: the site's folder. stdin: JSON with url. stdout: JSON with url. */

[, $www] = $argv;
$wish = json_decode(stream_get_contents(STDIN), true, 8, JSON_THROW_ON_ERROR);
require $www . '/wp-load.php';
update_option('siteurl', $wish['url']);
update_option('home', $wish['url']);
echo json_encode(['url' => get_option('home')]), "\n";
