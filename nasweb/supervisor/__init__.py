"""`nasweb up`: the broker, the page and the workers as children of one small process without Django."""
