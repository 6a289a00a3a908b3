"""Reading and writing pictures, sound, video, meshes and text, each file telling inside how it was made."""
