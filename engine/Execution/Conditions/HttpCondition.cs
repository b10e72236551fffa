using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Conditions;

/// <summary>`http`: an address that answers a GET. Redirections are not followed: they are answers with a status of their own.</summary>
public sealed class HttpCondition : ICondition, IDisposable
{
    private const int MostRead = 1024 * 1024;
    private readonly HttpClient _strict = Client(insecure: false);
    private readonly HttpClient _insecure = Client(insecure: true);

    public string Kind => "http";

    public async Task<Answer> AskAsync(Question question, CancellationToken cancellation)
    {
        var address = ValueText.Of(question.Arguments[Kind] ?? Value.Null) ?? "";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return Answer.CannotTell($"`{address}` is no http or https address");
        var client = question.Arguments["insecure"] is BooleanValue { Boolean: true } ? _insecure : _strict;
        try
        {
            using var response = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            return await JudgeAsync(question, address, response, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException problem) when (problem.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            // A host that refuses has answered: nothing serves the address.
            return Answer.DoesNotHold($"{address} refuses connections");
        }
        catch (HttpRequestException problem)
        {
            var reason = problem.InnerException is AuthenticationException inner ? inner.Message : problem.Message;
            return Answer.CannotTell($"{address} could not be asked: {reason}");
        }
        catch (Exception problem) when (problem is IOException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return Answer.CannotTell($"{address} did not answer in time");
        }
    }

    public void Dispose()
    {
        _strict.Dispose();
        _insecure.Dispose();
    }

    private static async Task<Answer> JudgeAsync(
        Question question, string address, HttpResponseMessage response, CancellationToken cancellation)
    {
        var wanted = question.Arguments["status"] is IntegerValue status ? status.Integer : 200;
        var evidence = new MapValue([KeyValuePair.Create("status", Value.Of((int)response.StatusCode))]);
        if ((int)response.StatusCode != wanted)
            return Answer.DoesNotHold($"{address} answers with status {(int)response.StatusCode}, not {wanted}", evidence);
        if (ValueText.Of(question.Arguments["contains"] ?? Value.Null) is { Length: > 0 } text)
        {
            var body = await ReadAsync(response, cancellation).ConfigureAwait(false);
            if (!body.Contains(text, StringComparison.Ordinal))
                return Answer.DoesNotHold($"the answer of {address} does not contain `{text}`", evidence);
        }

        return Answer.Holds($"{address} answers with status {wanted}", evidence);
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = new byte[MostRead];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static HttpClient Client(bool insecure)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromSeconds(30) };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) => insecure || errors == SslPolicyErrors.None;
        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
    }
}
