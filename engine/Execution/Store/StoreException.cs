namespace MeshRunbook.Execution.Store;

/// <summary>The store cannot do what was asked: unreadable, full, changed by somebody else. The message is for people.</summary>
/// <param name="help">What to do about it.</param>
public sealed class StoreException(string message, string? help = null, Exception? inner = null) : Exception(message, inner)
{
    public string? Help { get; } = help;
}
