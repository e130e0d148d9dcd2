"""Pictures of people drawn from joint angles: skeleton, pose, support, camera, drawing, and the rules of a pose.

Everything here is a pure function of the catalogue's values. Nothing here reads a record or writes a page.
"""
