namespace MeshSim.Api;

/// <summary>What goes wrong with one request.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>The request is answered with a Status: 429 (with Retry-After in seconds), 500, 503, 401 …</summary>
    public sealed record Answer(int Code, string Reason, string Message, int? RetryAfterSeconds = null) : Fault;

    /// <summary>The connection is reset without an answer, before or after the request has taken effect.</summary>
    public sealed record Reset(bool AfterEffect = false) : Fault;

    /// <summary>The request is carried out after a while.</summary>
    public sealed record Delay(TimeSpan Duration) : Fault;

    /// <summary>The request is taken and has no effect; there is no answer until the client gives up.</summary>
    public sealed record Silence : Fault;

    /// <summary>Too many requests: 429, to be tried again later.</summary>
    public static Fault Throttled(int retryAfterSeconds = 1) => new Answer(429, "TooManyRequests",
        "the server has received too many requests and has asked us to try again later", retryAfterSeconds);

    public static Fault Unavailable { get; } =
        new Answer(503, "ServiceUnavailable", "the server is currently unable to handle the request");

    public static Fault InternalError { get; } =
        new Answer(500, "InternalError", "Internal error occurred: etcdserver: request timed out");
}
