"""Every Python that an app starts imports this first: it is kept off the network as the app is."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

from streamlift_driver import network

del sys.path[0]
network.refuse_others()
