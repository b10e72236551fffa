using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>A refusal as the API server words it: an HTTP status code and a machine-readable reason.</summary>
public sealed class ApiException : Exception
{
    public ApiException(int code, string reason, string message, JsonObject? details = null) : base(message) =>
        (Code, Reason, Details) = (code, reason, details);

    public int Code { get; }
    public string Reason { get; }

    /// <summary>The <c>details</c> of the Status object: name, group, kind, uid, causes.</summary>
    public JsonObject? Details { get; }

    /// <summary>The Status object that a client gets.</summary>
    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
            ["reason"] = Reason,
        };
        if (Details is not null) status["details"] = Details.DeepClone();
        status["code"] = Code;
        return status;
    }

    public static ApiException NotFound(ResourceType type, string name) =>
        new(404, "NotFound", $"{type.Resource} \"{name}\" not found", DetailsOf(type, name));

    public static ApiException AlreadyExists(ResourceType type, string name) =>
        new(409, "AlreadyExists", $"{type.Resource} \"{name}\" already exists", DetailsOf(type, name));

    public static ApiException Conflict(ResourceType type, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {type.Resource} \"{name}\": {why}", DetailsOf(type, name));

    /// <summary>The conflict of a write that was based on an older version.</summary>
    public static ApiException Stale(ResourceType type, string name) => Conflict(type, name,
        "the object has been modified; please apply your changes to the latest version and try again");

    public static ApiException BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiException Forbidden(ResourceType type, string name, string why, JsonArray? causes = null)
    {
        var details = DetailsOf(type, name);
        if (causes is not null) details["causes"] = causes;
        return new(403, "Forbidden", $"{type.Resource} \"{name}\" is forbidden: {why}", details);
    }

    /// <summary>A version that is no longer remembered.</summary>
    public static ApiException Expired(string message) => new(410, "Expired", message);

    /// <summary>An object that breaks rules, with one cause for each.</summary>
    public static ApiException Invalid(ResourceType type, string name, IReadOnlyList<FieldError> errors)
    {
        var details = DetailsOf(type, name, type.Kind);
        details["causes"] = new JsonArray([.. errors.Select(error => error.ToCause())]);
        var list = errors.Count == 1 ? errors[0].ToString() : $"[{string.Join(", ", errors)}]";
        var kind = type.Group.Length == 0 ? type.Kind : $"{type.Kind}.{type.Group}";
        return new(422, "Invalid", $"{kind} \"{name}\" is invalid: {list}", details);
    }

    private static JsonObject DetailsOf(ResourceType type, string name, string? kind = null)
    {
        var details = new JsonObject { ["name"] = name };
        if (type.Group.Length > 0) details["group"] = type.Group;
        details["kind"] = kind ?? type.Plural;
        return details;
    }
}
