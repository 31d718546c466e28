<?php
/**
 * Creates a user, or gives an existing one the role asked for, and a fresh application password.
 *
 * argv: the site's folder. stdin: JSON with name, role, password. stdout: JSON with app_password.
 */

[, $www] = $argv;
$wish = json_decode(stream_get_contents(STDIN), true, 8, JSON_THROW_ON_ERROR);
require $www . '/wp-load.php';

$known = get_user_by('login', $wish['name']);
$user = $known ? wp_update_user(['ID' => $known->ID, 'role' => $wish['role']]) : wp_insert_user([
    'user_login' => $wish['name'],
    'user_pass' => $wish['password'],
    'user_email' => sanitize_title($wish['name']) . '@example.org',
    'role' => $wish['role'],
]);
$made = is_wp_error($user)
    ? $user
    : WP_Application_Passwords::create_new_application_password($user, ['name' => 'wp-portraits ' . wp_generate_uuid4()]);
if (is_wp_error($made)) {
    fwrite(STDERR, $made->get_error_message() . "\n");
    exit(1);
}
echo json_encode(['app_password' => $made[0]]), "\n";
