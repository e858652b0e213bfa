# language: de
@login
Funktionalität: Anmelden

  Grundlage:
    Angenommen der Anmeldedienst läuft

  @AT-TC-1
  Szenario: Richtiges Kennwort
    Wenn "zoë" sich mit "ëoz" anmeldet
    Dann lautet die Antwort "ok"

  Szenario: Falsches Kennwort
    Wenn "zoë" sich mit "1234" anmeldet
    Dann lautet die Antwort "ok"
