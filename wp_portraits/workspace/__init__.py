"""Where we are: the workspace's folders and files, its settings and its credentials."""
