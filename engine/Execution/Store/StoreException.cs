namespace MeshRunbook.Execution.Store;

/// <summary>The store cannot do what was asked: unreadable, full, changed by somebody else. The message is for people.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
