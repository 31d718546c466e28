"""WordPress's XML-RPC API, through python-wordpress-xmlrpc."""
