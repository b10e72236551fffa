namespace MeshRunbook.Language.Diagnostics;

public enum Severity { Error, Warning }
