"""The comments as a file, one module a form. All carry sanitised text only, and come piece by piece: any number fits."""
