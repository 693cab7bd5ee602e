from . import models
from .models import Item


def save(name):  #: effects db.write
    return Item(name).save()
