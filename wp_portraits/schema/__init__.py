"""Draft → portrait or diagnostics: the shape of drafts and series files, and the questionnaire."""
