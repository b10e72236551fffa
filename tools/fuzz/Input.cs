namespace MeshRunbook.Fuzz;

/// <summary>What the bytes of an input are taken for.</summary>
public enum InputKind
{
    /// <summary>A runbook, which may call those of the corpus.</summary>
    Runbook,

    /// <summary>A file of parameters.</summary>
    Parameters,

    /// <summary>A value from the command line, for a parameter of each type.</summary>
    Value,

    /// <summary>A text with templates.</summary>
    Expression,

    /// <summary>A command line that is split into words.</summary>
    Command,
}

/// <summary>Something to try.</summary>
public sealed record Input(InputKind Kind, byte[] Bytes);
