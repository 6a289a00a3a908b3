"""The built-in world of clay toys: words become a scene, a scene becomes a picture, an animation or a mesh."""
