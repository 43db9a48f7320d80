"""`nasweb up`: broker, page and workers as children of one small process without Django."""
