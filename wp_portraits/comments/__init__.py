"""Comments: bringing them home from the site, showing and exporting them safely, answering them."""
