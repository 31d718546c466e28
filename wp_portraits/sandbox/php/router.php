<?php
/**
 * Router of PHP's built-in server: files that exist are served as they are,
 * every other address goes to WordPress (what mod_rewrite does elsewhere).
 * What restrictions.php refuses gets neither.
 */

require __DIR__ . '/restrictions.php';
if (sandbox_restrict()) {
    return true;
}

$root = $_SERVER['DOCUMENT_ROOT'];
$path = rawurldecode((string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$file = $root . $path;

if (is_file($file)) {
    return false;
}

if (is_dir($file) && is_file(rtrim($file, '/') . '/index.php') && rtrim($path, '/') !== '') {
    if (!str_ends_with($path, '/')) {
        $query = $_SERVER['QUERY_STRING'] ?? '';
        header('Location: ' . $path . '/' . ($query === '' ? '' : '?' . $query), true, 301);
        return true;
    }
    return false;
}

// The built-in server guesses these from the address; a dot in a permalink would mislead it.
$_SERVER['SCRIPT_NAME'] = '/index.php';
$_SERVER['PHP_SELF'] = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $root . '/index.php';
unset($_SERVER['PATH_INFO']);
chdir($root);
require $root . '/index.php';
