using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace MeshSim.Api;

/// <summary>What every request passes: who asks, what shall go wrong, whether it is allowed, the work, the audit entry.</summary>
internal sealed class RequestPipeline(ApiServerOptions options, AuditLog audit, CancellationToken stopping)
{
    private readonly Authentication _authentication = new(options);
    private readonly Routes _routes = new(options, stopping);

    /// <summary>The host and port that discovery names.</summary>
    public string Address { set => _routes.Address = value; }

    public async Task HandleAsync(HttpContext http)
    {
        var exchange = new Exchange(http, options, RequestPath.Read(http.Request));
        var code = 0;
        try
        {
            if (await AnswerAsync(exchange)) code = http.Response.StatusCode;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            // The client has gone, or the server is going: nobody waits for an answer.
        }
        finally
        {
            if (exchange.Request.IsMutating && exchange.Request.Resource.Length > 0 && !IsReview(exchange.Request)) audit.Add(exchange, code);
        }
    }

    /// <summary>False when the connection was reset instead of answered.</summary>
    private async Task<bool> AnswerAsync(Exchange exchange)
    {
        try
        {
            await IdentifyAsync(exchange);
            switch (options.Faults(exchange.Request))
            {
                case Fault.Answer answer:
                    if (answer.RetryAfterSeconds is { } seconds) exchange.Http.Response.Headers.RetryAfter = seconds.ToString();
                    throw new ApiException(answer.Code, answer.Reason, answer.Message, RetryDetails(answer));
                case Fault.Reset reset:
                    await ResetAsync(exchange, reset);
                    return false;
                case Fault.Silence:
                    await SilenceAsync(exchange);
                    return false;
                case Fault.Delay delay:
                    await Task.Delay(delay.Duration, options.Store.Clock, exchange.Aborted);
                    break;
            }

            Authorize(exchange);
            await _routes.HandleAsync(exchange);
        }
        catch (ApiException refusal)
        {
            await RefuseAsync(exchange, refusal);
        }
        catch (Exception broken) when (broken is not (OperationCanceledException or IOException))
        {
            options.Broken?.Invoke(broken);
            await RefuseAsync(exchange, new(500, "InternalError", $"Internal error occurred: {broken.Message}"));
        }

        return true;
    }

    private async Task IdentifyAsync(Exchange exchange)
    {
        var user = await _authentication.UserOfAsync(exchange.Http);
        if (user is not null) exchange.User = user;
        else if (!IsPublic(exchange.Request.Path)) throw new ApiException(401, "Unauthorized", "Unauthorized");
    }

    private void Authorize(Exchange exchange)
    {
        if (options.Authorize(exchange.User, exchange.Request)) return;
        var request = exchange.Request;
        if (request.Resource.Length == 0)
        {
            throw new ApiException(403, "Forbidden",
                $"forbidden: User \"{exchange.User}\" cannot {request.Verb} path \"{request.Path}\"", []);
        }

        throw Access.Denied(exchange.User, request);
    }

    private async Task ResetAsync(Exchange exchange, Fault.Reset reset)
    {
        var body = exchange.Http.Response.Body;
        if (reset.AfterEffect)
        {
            exchange.Http.Response.Body = Stream.Null;
            Authorize(exchange);
            await _routes.HandleAsync(exchange);
            exchange.Http.Response.Body = body;
        }

        if (exchange.Http.Features.Get<IConnectionLifetimeFeature>() is { } connection) connection.Abort();
        exchange.Http.Abort();
    }

    private async Task SilenceAsync(Exchange exchange)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(exchange.Aborted, stopping);
        await Task.Delay(Timeout.Infinite, over.Token);
    }

    private static async Task RefuseAsync(Exchange exchange, ApiException refusal)
    {
        if (exchange.Http.Response.HasStarted) return;
        await exchange.WriteAsync(refusal.ToStatus(), refusal.Code);
    }

    private static System.Text.Json.Nodes.JsonObject? RetryDetails(Fault.Answer answer) =>
        answer.RetryAfterSeconds is { } seconds ? new() { ["retryAfterSeconds"] = seconds } : null;

    private static bool IsPublic(string path) => path is "/version" or "/healthz" or "/livez" or "/readyz";

    private static bool IsReview(RequestInfo request) => request.Group is "authorization.k8s.io" or "authentication.k8s.io";
}
