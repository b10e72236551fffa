namespace MeshRunbook.Cli.LanguageServer;

/// <summary>Why a request has no result, with the code that the protocol has for it.</summary>
internal sealed class RequestProblem(int code, string message) : Exception(message)
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;
    public const int NotInitialized = -32002;
    public const int Failed = -32803;
    public const int Cancelled = -32800;

    public int Code { get; } = code;

    public static RequestProblem Params(string message) => new(InvalidParams, message);
}
