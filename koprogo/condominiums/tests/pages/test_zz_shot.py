import pathlib, re
from koprogo.condominiums.tests.pages.test_imports import *
from koprogo.condominiums.tests.pages.test_imports import _files
OUT=pathlib.Path('/tmp/shots_imp'); OUT.mkdir(exist_ok=True)
STATIC='/work/main/koprogo/platform/design/static/'
def keep(client,url,name):
    s=client.get(url).content.decode()
    s=re.sub(r'/static/koprogo/([a-z0-9_/-]+)(?:\.[0-9a-f]{12})?\.(css|woff2|svg|js)', lambda m:'file://'+STATIC+'koprogo/'+m[1]+'.'+m[2], s)
    (OUT/f'{name}.html').write_text(s)
def test_x(syndic):
    keep(syndic,START,'new0')
    a=send(syndic,workbook()).headers['Location']; keep(syndic,a,'show'); post(syndic,a+'/importer'); keep(syndic,a,'done')
    b=paste(syndic,"Lot;Nom;Quotités;Divers;E-mail;Etage\nA1;Ann Roux et Bob Sy;abc;85.07.30-033.28;a@b;1\nZ;Bob Roy;600;;b@b.be;2"); keep(syndic,b,'refused')
    c=paste(syndic,"Lot;Nom;Quotités /1000;Type;E-mail;Etage;Depuis\nA1;Dirk D'HONDT;163;commerce;x@y.be;4;1/1/2026"); keep(syndic,c,'changes')
    keep(syndic,START,'new')
    d=paste(syndic,long_list(301)); post(syndic,d+'/importer'); keep(syndic,d,'running')
