"""Parts of the virtual presenter: script, times, places in the frame, and what is drawn."""
