<?php
/** Configuration of a throwaway WordPress; what differs between sandboxes stands in sandbox.json beside www/. */

$sandbox = json_decode(file_get_contents(dirname(__DIR__) . '/sandbox.json'), true);

define('DB_NAME', 'wordpress');
define('DB_USER', $sandbox['database_user']);
define('DB_PASSWORD', ''); // the database recognises the system user at the other end of its socket
define('DB_HOST', 'localhost:' . $sandbox['socket']);
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
$table_prefix = 'wp_';

foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $use) {
    define($use . '_KEY', hash('sha256', $sandbox['salt'] . $use . 'key'));
    define($use . '_SALT', hash('sha256', $sandbox['salt'] . $use . 'salt'));
}

define('WP_ENVIRONMENT_TYPE', 'local'); // application passwords without TLS
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_AUTO_UPDATE_CORE', false);
define('WP_DEBUG', false);
define('WP_DEBUG_DISPLAY', false);

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
