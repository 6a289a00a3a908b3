"""How recipes are carried out: one folder per modality; `base` has the protocol, `registry` finds the plug-ins."""
