<?php
/**
 * Installs WordPress without a browser.
 *
 * argv: the site's folder. stdin: JSON with url, title, timezone, username, email, password, socket, database_user.
 * stdout: one line of JSON with release and app_password.
 */

[, $www] = $argv;
$wish = json_decode(stream_get_contents(STDIN), true, 8, JSON_THROW_ON_ERROR);

mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
$database = new mysqli(null, $wish['database_user'], '', '', 0, $wish['socket']);
$database->query('CREATE DATABASE wordpress CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci');
$database->close();

$address = parse_url($wish['url']);
$_SERVER['HTTP_HOST'] = $address['host'] . ':' . $address['port'];
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
define('WP_INSTALLING', true);
define('WP_SITEURL', $wish['url']);
ob_start();
require $www . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

$user = wp_install($wish['title'], $wish['username'], $wish['email'], true, '', $wish['password'])['user_id'];
wp_set_current_user($user);

foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $sample) {
    wp_delete_post($sample->ID, true); // its comments go with it
}

$choices = [
    'siteurl' => $wish['url'],
    'home' => $wish['url'],
    'blogdescription' => '',
    'timezone_string' => $wish['timezone'],
    'gmt_offset' => '',
    'comment_moderation' => 0,
    'comment_previously_approved' => 0,
    'comments_notify' => 0,
    'moderation_notify' => 0,
    'default_pingback_flag' => 0,
    'default_ping_status' => 'closed',
    'show_avatars' => 0,
];
foreach ($choices as $name => $choice) {
    update_option($name, $choice);
}
$GLOBALS['wp_rewrite']->set_permalink_structure('/%postname%/');
flush_rewrite_rules(false);

$made = WP_Application_Passwords::create_new_application_password($user, ['name' => 'wp-portraits']);
ob_end_clean();
if (is_wp_error($made)) {
    fwrite(STDERR, $made->get_error_message() . "\n");
    exit(1);
}
echo json_encode(['release' => $GLOBALS['wp_version'], 'app_password' => $made[0]]), "\n";
